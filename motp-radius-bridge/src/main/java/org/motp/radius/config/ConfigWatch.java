package org.motp.radius.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.motp.radius.time.Timing;

/**
 * Looks at files every few seconds and says when they have changed and then stayed the same for a
 * while: whoever saves a file in two steps is not read between them. Confined to the thread on
 * which the tasks of {@code timing} run.
 */
public final class ConfigWatch {

  /** Between two looks. */
  static final Duration PAUSE = Duration.ofSeconds(2);

  private final Supplier<? extends Collection<Path>> files;
  private final Timing timing;
  private final Runnable changed;
  private Map<Path, Object> read;
  private Map<Path, Object> seen;

  /**
   * Makes a watch that does not run yet.
   *
   * @param files is asked before each look
   * @param changed is told; whatever is there then counts as read
   */
  public ConfigWatch(Supplier<? extends Collection<Path>> files, Timing timing, Runnable changed) {
    this.files = files;
    this.timing = timing;
    this.changed = changed;
  }

  /** Begins; what is there now counts as read. */
  public void start() {
    read = stamps();
    seen = read;
    timing.after(PAUSE, this::look);
  }

  private void look() {
    Map<Path, Object> now = stamps();
    boolean settled = now.equals(seen);
    seen = now;
    if (settled && !now.equals(read)) {
      changed.run();
      // What has become part of the configuration just now has been read just now.
      read = stamps();
      seen = read;
    }
    timing.after(PAUSE, this::look);
  }

  private Map<Path, Object> stamps() {
    Map<Path, Object> stamps = new HashMap<>();
    for (Path file : files.get()) {
      stamps.put(file, stamp(file));
    }
    return stamps;
  }

  /** Changes whenever the content does: also when another file takes the place of this one. */
  private static Object stamp(Path file) {
    try {
      BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
      return now.lastModifiedTime() + " " + now.size() + " " + now.fileKey();
    } catch (IOException e) {
      return "cannot be read";
    }
  }
}
