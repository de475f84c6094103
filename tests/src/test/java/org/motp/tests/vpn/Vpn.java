package org.motp.tests.vpn;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.motp.tests.house.Secrets;
import org.motp.tests.house.Tool;

/** A VPN gateway in front of one bridge: FreeRADIUS' radclient, over UDP. */
public final class Vpn {
  /** A little longer than the bridge takes its time, a little shorter than a FortiGate waits. */
  private static final String SECONDS_TO_WAIT = "4.8";

  private static final String MOST_IN_FLIGHT = "100";

  private final int port;
  private final String radiusSecret;
  private final Secrets secrets;
  private final String address;

  public Vpn(int port, String radiusSecret, Secrets secrets) {
    this(port, radiusSecret, secrets, "127.0.0.1");
  }

  private Vpn(int port, String radiusSecret, Secrets secrets, String address) {
    this.port = port;
    this.radiusSecret = radiusSecret;
    this.secrets = secrets;
    this.address = address;
  }

  /** Another gateway that asks the same bridge with the same secret, from another address. */
  public Vpn at(String otherAddress) {
    return new Vpn(port, radiusSecret, secrets, otherAddress);
  }

  /** The first question: user name and password. */
  public VpnReply login(String user, String password) {
    return send(VpnRequest.login(user, password));
  }

  /** The answer to a challenge. */
  public VpnReply answer(String user, VpnReply challenge, String code) {
    return send(VpnRequest.answer(user, challenge, code));
  }

  public VpnReply send(VpnRequest request) {
    return sendInTurn(List.of(request)).get(0);
  }

  /** Sends each when the one before has been answered; the replies in the order of the requests. */
  public List<VpnReply> sendInTurn(List<VpnRequest> requests) {
    return send(requests, "1");
  }

  /** Sends all at once; the replies in the order of the requests. */
  public List<VpnReply> sendAtOnce(List<VpnRequest> requests) {
    return send(requests, MOST_IN_FLIGHT);
  }

  private List<VpnReply> send(List<VpnRequest> requests, String inFlight) {
    String packets =
        IntStream.range(0, requests.size())
            // Names the packet in what radclient prints.
            .mapToObj(i -> requests.get(i).with("NAS-Port = " + i))
            .map(request -> request.with("Packet-Src-IP-Address = " + address))
            .map(request -> String.join("\n", request.attributes()))
            .collect(Collectors.joining("\n\n", "", "\n"));
    String printed =
        withSecretFile(
            file ->
                Tool.RADCLIENT.run(
                    packets,
                    "-x",
                    "-r",
                    "1",
                    "-t",
                    SECONDS_TO_WAIT,
                    "-p",
                    inFlight,
                    "-S",
                    file.toString(),
                    "127.0.0.1:" + port,
                    "auth"));
    List<VpnReply> replies = new Printed(requests.size()).read(printed);
    replies.stream().flatMap(reply -> reply.values("State").stream()).forEach(this::remember);
    return replies;
  }

  private void remember(String state) {
    String hex = state.substring(2);
    secrets.text(new String(HexFormat.of().parseHex(hex), StandardCharsets.ISO_8859_1));
    secrets.text(hex);
  }

  private String withSecretFile(Function<Path, String> run) {
    try {
      Path file = Files.createTempFile("radclient", "");
      try {
        Files.writeString(file, radiusSecret + "\n");
        return run.apply(file);
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What radclient prints with -x: each packet with one indented line for each attribute. */
  private static final class Printed {
    private final List<VpnReply> replies;
    private final Map<String, Integer> requestById = new HashMap<>();

    Printed(int requests) {
      this.replies = new ArrayList<>(Collections.nCopies(requests, VpnReply.NONE));
    }

    List<VpnReply> read(String printed) {
      List<String> packet = new ArrayList<>();
      for (String line : printed.lines().toList()) {
        if (!line.startsWith("\t")) {
          take(packet);
          packet.clear();
        }
        packet.add(line);
      }
      take(packet);
      if (requestById.isEmpty()) {
        throw new AssertionError("radclient sent nothing: " + printed);
      }
      return replies;
    }

    private void take(List<String> packet) {
      if (packet.isEmpty()) {
        return;
      }
      String[] words = packet.get(0).split(" ", -1);
      if (packet.get(0).startsWith("Sent Access-Request Id ")) {
        String number = attributes(packet).get("NAS-Port").get(0);
        requestById.put(words[3], Integer.valueOf(number));
      } else if (packet.get(0).startsWith("Received Access-")) {
        VpnReply.Kind kind = VpnReply.Kind.valueOf(words[1].substring(7).toUpperCase(Locale.ROOT));
        replies.set(requestById.get(words[3]), new VpnReply(kind, attributes(packet)));
      }
    }

    private static Map<String, List<String>> attributes(List<String> packet) {
      return packet.stream()
          .skip(1)
          .map(line -> line.strip().split(" = ", 2))
          .collect(
              Collectors.groupingBy(
                  pair -> pair[0],
                  Collectors.mapping(pair -> unquoted(pair[1]), Collectors.toList())));
    }

    private static String unquoted(String value) {
      return value.startsWith("\"") && value.endsWith("\"")
          ? value.substring(1, value.length() - 1)
          : value;
    }
  }
}
