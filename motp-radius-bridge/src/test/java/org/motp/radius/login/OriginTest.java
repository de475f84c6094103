package org.motp.radius.login;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.motp.radius.policy.Cidr;
import org.motp.radius.wire.Attribute;
import org.motp.radius.wire.AttributeType;
import org.motp.radius.wire.Nas;
import org.motp.radius.wire.Packet;
import org.motp.radius.wire.PacketCode;
import org.motp.radius.wire.Request;
import org.motp.radius.wire.SharedSecret;
import org.motp.radius.wire.SignatureRules;

class OriginTest {

  /** Looks like an address, is none, and is in the file of hosts of the process below. */
  private static final String NO_ADDRESS = "999.1.1.1";

  @ParameterizedTest
  @CsvSource({
    "203.0.113.7, 203.0.113.7",
    "' 203.0.113.7 ', 203.0.113.7",
    "2001:DB8::7, 2001:db8:0:0:0:0:0:7",
    "::ffff:203.0.113.7, 203.0.113.7"
  })
  void whereTheUserIsStandsInCallingStationId(String calling, String address) {
    assertThat(origin(calling).clientIp()).contains(address);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {NO_ADDRESS, "1.2.3", "1", "", ":", "vpn.example.com", "fe80::1%eth0", "[::1]"})
  void whatIsNoAddressSaysNothing(String calling) {
    assertThat(origin(calling).clientIp()).isEmpty();
  }

  /** Whoever can forge the address of a client could stop the bridge by slow names otherwise. */
  @Test
  void whatAStrangerWritesIsNeverLookedUp(@TempDir Path folder) throws Exception {
    Path hosts = Files.writeString(folder.resolve("hosts"), "192.0.2.99 " + NO_ADDRESS + "\n");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djdk.net.hosts.file=" + hosts,
                "-cp",
                System.getProperty("java.class.path"),
                LooksUp.class.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).lines())
        .filteredOn(line -> line.startsWith(LooksUp.SAYS))
        .containsExactly(
            LooksUp.SAYS + "/192.0.2.99", LooksUp.SAYS + "Optional.empty", LooksUp.SAYS + "none");
  }

  /** A process whose names come from a file: in it the one above is a name that is known. */
  static final class LooksUp {
    static final String SAYS = "looked up: ";

    private LooksUp() {}

    public static void main(String[] arguments) throws IOException {
      System.out.println(SAYS + "/" + InetAddress.getByName(NO_ADDRESS).getHostAddress());
      System.out.println(SAYS + origin(NO_ADDRESS).address());
      try {
        System.out.println(SAYS + Cidr.parse(NO_ADDRESS));
      } catch (IllegalArgumentException e) {
        System.out.println(SAYS + "none");
      }
    }
  }

  private static Origin origin(String calling) {
    return Origin.of(
        new Request(
            "id",
            new Nas(
                "taipei",
                new SharedSecret("the-shared-secret"),
                new SignatureRules(SignatureRules.Rule.AUTO, SignatureRules.Rule.YES, true),
                StandardCharsets.UTF_8,
                Locale.ENGLISH,
                Nas.Notices.REJECT,
                3799),
            new InetSocketAddress("192.0.2.1", 40000),
            new Packet(
                PacketCode.ACCESS_REQUEST,
                1,
                new byte[16],
                List.of(Attribute.ofText(AttributeType.CALLING_STATION_ID, calling))),
            0,
            true));
  }
}
