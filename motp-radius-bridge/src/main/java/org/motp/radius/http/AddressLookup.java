package org.motp.radius.http;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;

/**
 * Looks a name up as the machine does, off the event loop: Java's look-up blocks, and caches for
 * half a minute. Who asks while one is under way waits for the same. Confined to an event loop.
 */
final class AddressLookup {
  private final String host;
  private final Executor loop;
  private final Executor lookups;
  private final List<BiConsumer<InetAddress[], Exception>> waiting = new ArrayList<>();

  AddressLookup(String host, Executor loop, Executor lookups) {
    this.host = host;
    this.loop = loop;
    this.lookups = lookups;
  }

  /** Hands over the addresses, at least one, or what went wrong. */
  void find(BiConsumer<InetAddress[], Exception> then) {
    byte[] literal = NetUtil.createByteArrayFromIpAddressString(host);
    if (literal != null) {
      try {
        then.accept(new InetAddress[] {InetAddress.getByAddress(literal)}, null);
      } catch (UnknownHostException e) {
        then.accept(null, e);
      }
      return;
    }
    waiting.add(then);
    if (waiting.size() == 1) {
      lookups.execute(this::look);
    }
  }

  private void look() {
    try {
      InetAddress[] found = InetAddress.getAllByName(host);
      loop.execute(() -> tell(found, null));
    } catch (UnknownHostException e) {
      loop.execute(() -> tell(null, e));
    }
  }

  private void tell(InetAddress[] found, Exception failure) {
    List<BiConsumer<InetAddress[], Exception>> told = List.copyOf(waiting);
    waiting.clear();
    told.forEach(then -> then.accept(found, failure));
  }
}
