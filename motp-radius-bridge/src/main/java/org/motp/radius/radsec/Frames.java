package org.motp.radius.radsec;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.util.List;

/**
 * Cuts the stream of a connection into packets (RFC 6613 §2.6.4). A length that cannot be right
 * ends the connection: where the next packet begins is unknown then.
 */
final class Frames extends ByteToMessageDecoder {

  /** Event that a length cannot be right. */
  static final Object BAD_LENGTH = new Object();

  private static final int LENGTH_OFFSET = 2;
  private static final int LENGTH_END = 4;
  private static final int MIN_LENGTH = 20;
  private static final int MAX_LENGTH = 4096;

  private boolean broken;

  @Override
  protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
    if (broken) {
      in.skipBytes(in.readableBytes());
      return;
    }
    if (in.readableBytes() < LENGTH_END) {
      return;
    }
    int length = in.getUnsignedShort(in.readerIndex() + LENGTH_OFFSET);
    if (length < MIN_LENGTH || length > MAX_LENGTH) {
      broken = true;
      in.skipBytes(in.readableBytes());
      context.fireUserEventTriggered(BAD_LENGTH);
      return;
    }
    if (in.readableBytes() >= length) {
      out.add(ByteBufUtil.getBytes(in, in.readerIndex(), length));
      in.skipBytes(length);
    }
  }
}
