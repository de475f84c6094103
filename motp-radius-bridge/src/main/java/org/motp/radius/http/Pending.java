package org.motp.radius.http;

import io.netty.channel.EventLoop;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** A request that waits for its answer. Confined to an event loop. */
final class Pending {
  private final HttpCall call;
  private final CompletableFuture<HttpReply> reply;
  private final Future<?> alarm;
  private Connection connection;

  Pending(HttpCall call, CompletableFuture<HttpReply> reply, EventLoop loop) {
    this.call = call;
    this.reply = reply;
    this.alarm = loop.schedule(this::late, call.timeout().toNanos(), TimeUnit.NANOSECONDS);
  }

  HttpCall call() {
    return call;
  }

  boolean isOver() {
    return reply.isDone();
  }

  /** From now on bytes may leave. */
  void sentOver(Connection over) {
    connection = over;
  }

  void complete(HttpReply answer) {
    alarm.cancel(false);
    reply.complete(answer);
  }

  void fail(IOException failure) {
    alarm.cancel(false);
    reply.completeExceptionally(failure);
  }

  private void late() {
    if (connection == null) {
      fail(new NotSentException("no connection in time", null));
    } else {
      fail(new IOException("no answer in time"));
      connection.close();
    }
  }
}
