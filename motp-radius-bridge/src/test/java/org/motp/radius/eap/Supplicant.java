package org.motp.radius.eap;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Function;
import org.bouncycastle.tls.CertificateRequest;
import org.bouncycastle.tls.DefaultTlsClient;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.TlsAuthentication;
import org.bouncycastle.tls.TlsClientProtocol;
import org.bouncycastle.tls.TlsCredentials;
import org.bouncycastle.tls.TlsServerCertificate;
import org.bouncycastle.tls.crypto.impl.bc.BcTlsCrypto;
import org.motp.radius.wire.Answer;
import org.motp.radius.wire.Attribute;
import org.motp.radius.wire.AttributeType;

/** The other side of EAP-TTLS: what FortiClient does, with the NAS between left out. */
final class Supplicant {

  private final Function<List<Attribute>, Answer> bridge;
  private final int mtu;
  private final TlsClientProtocol tls = new TlsClientProtocol();
  private final Inbound inbound = new Inbound();
  private final List<EapPacket> requests = new ArrayList<>();
  private byte[] masterSessionKey = {};
  private int certificates;
  private Answer last;

  /**
   * Makes a supplicant.
   *
   * @param bridge takes the attributes of an Access-Request and answers
   * @param mtu the most bytes of an EAP packet that it sends
   */
  Supplicant(Function<List<Attribute>, Answer> bridge, ProtocolVersion version, int mtu) {
    this.bridge = bridge;
    this.mtu = mtu;
    try {
      tls.connect(new Client(version));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private final class Client extends DefaultTlsClient {

    private final ProtocolVersion version;

    Client(ProtocolVersion version) {
      super(new BcTlsCrypto(new SecureRandom()));
      this.version = version;
    }

    @Override
    protected ProtocolVersion[] getSupportedVersions() {
      return version.only();
    }

    @Override
    public TlsAuthentication getAuthentication() {
      return new TlsAuthentication() {
        @Override
        public void notifyServerCertificate(TlsServerCertificate certificate) {
          certificates = certificate.getCertificate().getLength();
        }

        @Override
        public TlsCredentials getClientCredentials(CertificateRequest request) {
          return null;
        }
      };
    }

    @Override
    public void notifyHandshakeComplete() throws IOException {
      super.notifyHandshakeComplete();
      masterSessionKey =
          version.equals(ProtocolVersion.TLSv13)
              ? Arrays.copyOf(
                  context.exportKeyingMaterial(
                      "EXPORTER_EAP_TLS_Key_Material", new byte[] {21}, 128),
                  64)
              : context.exportKeyingMaterial("ttls keying material", null, 64);
    }
  }

  /** Says who it is outside, and finishes the handshake. */
  Answer connects() {
    exchange(respond(1, EapType.IDENTITY, "anonymous".getBytes(StandardCharsets.UTF_8)));
    return goOn();
  }

  /** Says something inside the tunnel. */
  Answer says(byte[] avps) {
    try {
      tls.writeApplicationData(avps, 0, avps.length);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return goOn();
  }

  /** What was said to it inside the tunnel. */
  byte[] heard() {
    byte[] bytes = new byte[tls.getAvailableInputBytes()];
    tls.readInput(bytes, 0, bytes.length);
    return bytes;
  }

  byte[] masterSessionKey() {
    return masterSessionKey;
  }

  /** How many certificates it was shown. */
  int certificates() {
    return certificates;
  }

  /** All EAP packets that it was sent. */
  List<EapPacket> requests() {
    return requests;
  }

  /** Sends an EAP packet as it is, with the State of the last answer. */
  Answer exchange(byte[] eap) {
    List<Attribute> attributes = new ArrayList<>();
    for (int at = 0; at < eap.length; at += Attribute.MAX_VALUE) {
      attributes.add(
          new Attribute(
              AttributeType.EAP_MESSAGE,
              Arrays.copyOfRange(eap, at, Math.min(eap.length, at + Attribute.MAX_VALUE))));
    }
    if (last instanceof Answer.Reply reply) {
      reply.attributes().stream()
          .filter(attribute -> attribute.type() == AttributeType.STATE)
          .forEach(attributes::add);
    }
    last = bridge.apply(attributes);
    eapOf(last).forEach(requests::add);
    return last;
  }

  /** Answers the last packet with some data. */
  Answer answers(int type, byte[] data) {
    return exchange(respond(lastAsked(), type, data));
  }

  /** The identifier of the last Request. */
  int lastAsked() {
    for (int i = requests.size() - 1; i >= 0; i--) {
      if (requests.get(i).code() == EapPacket.REQUEST) {
        return requests.get(i).identifier();
      }
    }
    throw new IllegalStateException("nothing was asked");
  }

  static byte[] respond(int identifier, int type, byte[] data) {
    return new EapPacket(EapPacket.RESPONSE, identifier, type, data).encode();
  }

  private Answer goOn() {
    do {
      byte[] bytes = new byte[tls.getAvailableOutputBytes()];
      tls.readOutput(bytes, 0, bytes.length);
      if (!sendAll(bytes)) {
        return last;
      }
    } while (tls.getAvailableOutputBytes() > 0 || masterSessionKey.length == 0);
    return last;
  }

  private boolean sendAll(byte[] message) {
    Outbound outbound = new Outbound(mtu);
    outbound.begin(message);
    do {
      answers(EapType.TTLS, outbound.next().encode());
    } while (outbound.pending() && asked());
    return asked() && takeAll();
  }

  private boolean takeAll() {
    try {
      TtlsFragment fragment = TtlsFragment.parse(requests.get(requests.size() - 1).data());
      while (fragment.more()) {
        inbound.add(fragment);
        answers(EapType.TTLS, new byte[] {0});
        fragment = TtlsFragment.parse(requests.get(requests.size() - 1).data());
      }
      if (requests.size() > 1) {
        byte[] message = inbound.add(fragment).orElseThrow();
        if (message.length > 0) {
          tls.offerInput(message);
        }
      }
      return true;
    } catch (MalformedEapException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean asked() {
    return last instanceof Answer.Reply reply && reply.code() == 11;
  }

  private static List<EapPacket> eapOf(Answer answer) {
    if (!(answer instanceof Answer.Reply reply)) {
      return List.of();
    }
    byte[] joined =
        EapPacket.join(
            reply.attributes().stream()
                .filter(attribute -> attribute.type() == AttributeType.EAP_MESSAGE)
                .toList());
    int type = joined.length > 4 ? Byte.toUnsignedInt(joined[4]) : EapType.NONE;
    byte[] data = joined.length > 5 ? Arrays.copyOfRange(joined, 5, joined.length) : new byte[0];
    return List.of(new EapPacket(joined[0], Byte.toUnsignedInt(joined[1]), type, data));
  }

  /** Acknowledges a piece. */
  static byte[] acknowledgement() {
    return new TtlsFragment(OptionalInt.empty(), false, new byte[0]).encode();
  }
}
