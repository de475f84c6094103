package org.motp.radius.disconnect;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.motp.radius.wire.Attribute;
import org.motp.radius.wire.AttributeType;
import org.motp.radius.wire.Packet;

/** The attribute Error-Cause (RFC 5176 §3.5) in words. */
final class ErrorCause {

  static final String NO_SUCH_SESSION = "Session Context Not Found";

  private ErrorCause() {}

  static Optional<String> of(Packet reply) {
    return reply
        .first(AttributeType.ERROR_CAUSE)
        .map(Attribute::value)
        .filter(value -> value.length == Integer.BYTES)
        .map(value -> text(ByteBuffer.wrap(value).getInt()));
  }

  private static String text(int value) {
    return switch (value) {
      case 201 -> "Residual Session Context Removed";
      case 202 -> "Invalid EAP Packet (Ignored)";
      case 401 -> "Unsupported Attribute";
      case 402 -> "Missing Attribute";
      case 403 -> "NAS Identification Mismatch";
      case 404 -> "Invalid Request";
      case 405 -> "Unsupported Service";
      case 406 -> "Unsupported Extension";
      case 407 -> "Invalid Attribute Value";
      case 501 -> "Administratively Prohibited";
      case 502 -> "Request Not Routable (Proxy)";
      case 503 -> NO_SUCH_SESSION;
      case 504 -> "Session Context Not Removable";
      case 505 -> "Other Proxy Processing Error";
      case 506 -> "Resources Unavailable";
      case 507 -> "Request Initiated";
      case 508 -> "Multiple Session Selection Unsupported";
      default -> "Error-Cause " + value;
    };
  }
}
