package org.motp.authenticator.registration;

import java.util.Arrays;
import java.util.Optional;

/**
 * The pages of a registration in their order; each posts its name in lower case as {@code step}.
 */
enum Page {
  /** A code of an old token, before a further one is added. */
  CONFIRM,
  /** 下載軟體載具. */
  DOWNLOAD,
  /** Which token has to go for the new one. */
  REPLACE,
  /** Choose a way. */
  WAYS,
  /** 硬體註冊. */
  HARDWARE,
  /** 離線註冊. */
  OFFLINE,
  /** 線上註冊. */
  ONLINE,
  /** 註冊成功. */
  DONE;

  static Optional<Page> of(String name) {
    return Arrays.stream(values()).filter(page -> page.name().equalsIgnoreCase(name)).findFirst();
  }
}
