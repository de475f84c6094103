package org.motp.radius.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** A connection with at most one request under way. Confined to its event loop. */
final class Connection extends SimpleChannelInboundHandler<FullHttpResponse> {

  /**
   * Keycloak and proxies close idle connections after 30 s and more; a request that meets the close
   * on its way would cost a user the login.
   */
  private static final long IDLE_SECONDS = 20;

  private final Channel channel;
  private final String host;
  private final ConnectionPool pool;
  private Pending pending;
  private Future<?> end;

  Connection(Channel channel, String host, ConnectionPool pool) {
    this.channel = channel;
    this.host = host;
    this.pool = pool;
  }

  boolean isUsable() {
    return channel.isActive();
  }

  void send(Pending next) {
    if (end != null) {
      end.cancel(false);
    }
    pending = next;
    next.sentOver(this);
    channel.writeAndFlush(request(next.call())).addListener(this::written);
  }

  private void written(io.netty.util.concurrent.Future<?> written) {
    if (!written.isSuccess()) {
      broken(written.cause());
    }
  }

  private FullHttpRequest request(HttpCall call) {
    byte[] body = call.body().getBytes(StandardCharsets.UTF_8);
    FullHttpRequest request =
        new DefaultFullHttpRequest(
            HttpVersion.HTTP_1_1,
            HttpMethod.valueOf(call.method()),
            target(call.uri()),
            Unpooled.wrappedBuffer(body));
    request.headers().set(HttpHeaderNames.HOST, host);
    request.headers().set(HttpHeaderNames.CONTENT_LENGTH, body.length);
    call.headers().forEach(request.headers()::set);
    return request;
  }

  private static String target(URI uri) {
    String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    return uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, FullHttpResponse response) {
    if (response.status().codeClass() == HttpStatusClass.INFORMATIONAL) {
      return;
    }
    Pending answered = pending;
    pending = null;
    if (answered == null || response.decoderResult().isFailure()) {
      close();
      if (answered != null) {
        answered.fail(new IOException("the answer is no HTTP"));
      }
      return;
    }
    ByteBuf content = response.content();
    HttpReply reply =
        new HttpReply(response.status().code(), content.toString(StandardCharsets.UTF_8));
    if (HttpUtil.isKeepAlive(response)) {
      pool.release(this);
    } else {
      close();
    }
    answered.complete(reply);
  }

  /** Is not needed now. */
  void rest() {
    end = pool.loop().schedule(this::close, IDLE_SECONDS, TimeUnit.SECONDS);
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    pool.forget(this);
    if (end != null) {
      end.cancel(false);
    }
    broken(null);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    broken(cause);
    close();
  }

  private void broken(Throwable cause) {
    if (pending != null) {
      Pending failed = pending;
      pending = null;
      failed.fail(
          new IOException(
              "the connection broke"
                  + (cause == null ? "" : ": " + cause.getClass().getSimpleName()),
              cause));
    }
  }

  void close() {
    var unused = channel.close();
  }
}
