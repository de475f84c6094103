package org.motp.radius.login;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.motp.radius.wire.Attribute;
import org.motp.radius.wire.AttributeType;
import org.motp.radius.wire.IpAddresses;
import org.motp.radius.wire.Packet;
import org.motp.radius.wire.Request;

/**
 * Where a login comes from.
 *
 * @param address the user's own address: Calling-Station-Id or else Framed-IP-Address
 * @param nasIdentifier what the NAS calls itself
 * @param nas NAS-Identifier, or else NAS-IP-Address, or else the address of the datagram
 */
record Origin(Optional<InetAddress> address, Optional<String> nasIdentifier, String nas) {

  private static final Pattern NAS_NAME =
      Pattern.compile("[\\x21-\\x7e]([\\x20-\\x7e]*[\\x21-\\x7e])?");

  /** RFC 2865 §5.8: the NAS leaves the choice to others. */
  private static final Set<String> NO_ADDRESS = Set.of("255.255.255.255", "255.255.255.254");

  static Origin of(Request request) {
    Packet packet = request.packet();
    Optional<InetAddress> address =
        packet
            .first(AttributeType.CALLING_STATION_ID)
            .flatMap(calling -> IpAddresses.literal(text(calling).strip()))
            .or(() -> packet.first(AttributeType.FRAMED_IP_ADDRESS).flatMap(Origin::rawAddress));
    Optional<String> nasIdentifier =
        packet
            .first(AttributeType.NAS_IDENTIFIER)
            .map(Origin::text)
            .filter(name -> NAS_NAME.matcher(name).matches());
    String nas =
        nasIdentifier.orElseGet(
            () ->
                packet
                    .first(AttributeType.NAS_IP_ADDRESS)
                    .or(() -> packet.first(AttributeType.NAS_IPV6_ADDRESS))
                    .flatMap(Origin::rawAddress)
                    .orElseGet(() -> request.source().getAddress())
                    .getHostAddress());
    return new Origin(address, nasIdentifier, nas);
  }

  /** The user's own address, as text. */
  Optional<String> clientIp() {
    return address.map(InetAddress::getHostAddress);
  }

  private static Optional<InetAddress> rawAddress(Attribute attribute) {
    try {
      return Optional.of(InetAddress.getByAddress(attribute.value()))
          .filter(address -> !NO_ADDRESS.contains(address.getHostAddress()));
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }

  private static String text(Attribute attribute) {
    return new String(attribute.value(), StandardCharsets.UTF_8);
  }
}
