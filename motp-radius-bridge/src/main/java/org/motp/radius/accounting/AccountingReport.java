package org.motp.radius.accounting;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.motp.radius.wire.Attribute;
import org.motp.radius.wire.AttributeType;
import org.motp.radius.wire.Packet;
import org.motp.radius.wire.Request;

/** An Accounting-Request, read (RFC 2866 §5, RFC 2869 §5, RFC 6911 §3). */
final class AccountingReport {

  /** Acct-Status-Type. */
  enum Kind {
    START(1, "start"),
    STOP(2, "stop"),
    INTERIM(3, "interim"),
    ON(7, "accounting on"),
    OFF(8, "accounting off");

    private final int value;
    private final String text;

    Kind(int value, String text) {
      this.value = value;
      this.text = text;
    }

    String text() {
      return text;
    }
  }

  /** By which a NAS knows a session; it may refuse a Disconnect-Request with any other. */
  private static final Set<Integer> IDENTIFICATION =
      Set.of(
          AttributeType.USER_NAME,
          AttributeType.NAS_IP_ADDRESS,
          AttributeType.NAS_IPV6_ADDRESS,
          AttributeType.NAS_IDENTIFIER,
          AttributeType.FRAMED_IP_ADDRESS,
          AttributeType.FRAMED_IPV6_PREFIX,
          AttributeType.FRAMED_IPV6_ADDRESS,
          AttributeType.ACCT_SESSION_ID);

  private static final long GIGAWORD = 1L << 32;

  private final Request request;
  private final Packet packet;
  private final UnaryOperator<String> userNames;

  AccountingReport(Request request, UnaryOperator<String> userNames) {
    this.request = request;
    this.packet = request.packet();
    this.userNames = userNames;
  }

  Optional<Kind> kind() {
    long value = number(AttributeType.ACCT_STATUS_TYPE);
    return Arrays.stream(Kind.values()).filter(kind -> kind.value == value).findFirst();
  }

  Session.Gateway gateway() {
    String nas =
        text(AttributeType.NAS_IDENTIFIER)
            .or(() -> address(AttributeType.NAS_IP_ADDRESS))
            .or(() -> address(AttributeType.NAS_IPV6_ADDRESS))
            .orElseGet(() -> request.source().getAddress().getHostAddress());
    return new Session.Gateway(request.nas().name(), nas);
  }

  /** What it is about; empty if it does not say whose session it is, or which. */
  Optional<Session> session(Instant now) {
    Optional<String> id = text(AttributeType.ACCT_SESSION_ID);
    Optional<String> user = text(AttributeType.USER_NAME).map(userNames);
    if (id.isEmpty() || user.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Session(
            id.get(),
            user.get(),
            gateway().client(),
            gateway().nas(),
            request.source().getAddress(),
            address(AttributeType.FRAMED_IP_ADDRESS)
                .or(() -> address(AttributeType.FRAMED_IPV6_ADDRESS))
                .or(this::prefix),
            text(AttributeType.CALLING_STATION_ID),
            packet.all(AttributeType.CLASS).stream()
                .map(attribute -> HexFormat.of().formatHex(attribute.value()))
                .toList(),
            now.minusSeconds(
                number(AttributeType.ACCT_SESSION_TIME) + number(AttributeType.ACCT_DELAY_TIME)),
            now,
            bytes(AttributeType.ACCT_INPUT_OCTETS, AttributeType.ACCT_INPUT_GIGAWORDS),
            bytes(AttributeType.ACCT_OUTPUT_OCTETS, AttributeType.ACCT_OUTPUT_GIGAWORDS),
            packet.attributes().stream()
                .filter(attribute -> IDENTIFICATION.contains(attribute.type()))
                .toList()));
  }

  private long bytes(int octets, int gigawords) {
    return number(gigawords) * GIGAWORD + number(octets);
  }

  /** An unsigned number of 4 bytes; 0 if it is not there. */
  private long number(int type) {
    return packet
        .first(type)
        .map(Attribute::value)
        .filter(value -> value.length == Integer.BYTES)
        .map(value -> Long.parseLong(HexFormat.of().formatHex(value), 16))
        .orElse(0L);
  }

  private Optional<String> text(int type) {
    return packet
        .first(type)
        .map(attribute -> new String(attribute.value(), StandardCharsets.UTF_8).strip())
        .filter(text -> !text.isEmpty());
  }

  private Optional<String> address(int type) {
    return packet.first(type).flatMap(attribute -> address(attribute.value()));
  }

  /**
   * RFC 3162 §2.3: a byte that is reserved, the length of the prefix, as much of it as it needs.
   */
  private Optional<String> prefix() {
    return packet
        .first(AttributeType.FRAMED_IPV6_PREFIX)
        .map(Attribute::value)
        .filter(value -> value.length >= 2 && value.length <= 18)
        .flatMap(
            value ->
                address(Arrays.copyOf(Arrays.copyOfRange(value, 2, value.length), 16))
                    .map(prefix -> prefix + "/" + (value[1] & 0xff)));
  }

  private static Optional<String> address(byte[] value) {
    try {
      return Optional.of(InetAddress.getByAddress(value).getHostAddress());
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }
}
