package org.motp.radius.check;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.motp.radius.keycloak.KeycloakSettings;

/** Is the name known, does the port answer, and is the certificate one to be believed? */
final class ConnectionCheck {

  private static final int TIMEOUT_MILLIS = 3000;
  private static final Duration SOON = Duration.ofDays(30);

  private final KeycloakSettings settings;
  private final Instant now;
  private final Consumer<Finding> findings;

  ConnectionCheck(KeycloakSettings settings, Instant now, Consumer<Finding> findings) {
    this.settings = settings;
    this.now = now;
    this.findings = findings;
  }

  /** Whether a request can be sent there. */
  boolean run(URI url) {
    String host = url.getHost().replaceAll("^\\[|]$", "");
    boolean https = url.getScheme().equals("https");
    int port = url.getPort() >= 0 ? url.getPort() : https ? 443 : 80;
    List<InetAddress> addresses = addresses(host);
    List<InetAddress> answering = addresses.stream().filter(one -> connects(one, port)).toList();
    if (answering.isEmpty()) {
      return false;
    }
    return !https || certificate(host, answering.get(0), port);
  }

  private List<InetAddress> addresses(String host) {
    try {
      List<InetAddress> found = Arrays.asList(InetAddress.getAllByName(host));
      findings.accept(
          Finding.good(
              host
                  + " is "
                  + found.stream()
                      .map(InetAddress::getHostAddress)
                      .collect(Collectors.joining(", "))));
      return found;
    } catch (UnknownHostException e) {
      findings.accept(
          Finding.wrong(
              "the name " + host + " is not known",
              "correct keycloak.url, or the DNS or /etc/hosts of this machine"));
      return List.of();
    }
  }

  private boolean connects(InetAddress address, int port) {
    String where = address.getHostAddress() + " port " + port;
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(address, port), TIMEOUT_MILLIS);
      findings.accept(Finding.good(where + " answers"));
      return true;
    } catch (IOException e) {
      findings.accept(
          Finding.wrong(
              where + " does not answer (" + e.getMessage() + ")",
              "start Keycloak there, open the firewall in between, or correct the port in"
                  + " keycloak.url"));
      return false;
    }
  }

  private boolean certificate(String host, InetAddress address, int port) {
    try {
      X509Certificate certificate = handshake(trusting(), host, address, port, true);
      Instant end = certificate.getNotAfter().toInstant();
      String until = "the certificate of " + host + " is good until " + end;
      findings.accept(
          end.isBefore(now.plus(SOON))
              ? Finding.doubtful(until, "renew it: afterwards the bridge is silent")
              : Finding.good(until));
      return true;
    } catch (IOException e) {
      findings.accept(untrusted(host, address, port, e));
      return false;
    }
  }

  private SSLContext trusting() throws IOException {
    Optional<SSLContext> own = settings.tls().context();
    return own.isPresent() ? own.get() : Permissive.javasOwn();
  }

  private X509Certificate handshake(
      SSLContext context, String host, InetAddress address, int port, boolean checkName)
      throws IOException {
    try (Socket plain = new Socket()) {
      plain.connect(new InetSocketAddress(address, port), TIMEOUT_MILLIS);
      plain.setSoTimeout(TIMEOUT_MILLIS);
      try (SSLSocket socket =
          (SSLSocket) context.getSocketFactory().createSocket(plain, host, port, true)) {
        if (checkName) {
          SSLParameters parameters = socket.getSSLParameters();
          parameters.setEndpointIdentificationAlgorithm("HTTPS");
          socket.setSSLParameters(parameters);
        }
        socket.startHandshake();
        return (X509Certificate) socket.getSession().getPeerCertificates()[0];
      }
    }
  }

  /** Looks at the certificate that was not believed; nothing is sent over that connection. */
  private Finding untrusted(String host, InetAddress address, int port, IOException failure) {
    X509Certificate certificate;
    try {
      certificate = handshake(Permissive.context(), host, address, port, false);
    } catch (IOException e) {
      return Finding.wrong(
          host + " port " + port + " does not speak TLS as we do (" + failure.getMessage() + ")",
          "is it http, or does Keycloak ask for keycloak.certificate-file?");
    }
    if (certificate.getNotAfter().toInstant().isBefore(now)) {
      return Finding.wrong(
          "the certificate of " + host + " ended at " + certificate.getNotAfter().toInstant(),
          "renew it, or correct the clock of this machine");
    }
    String reason = deepest(failure).getMessage();
    boolean name =
        reason != null
            && (reason.contains("No subject alternative") || reason.contains("No name matching"));
    if (name) {
      return Finding.wrong(
          "the certificate is not for " + host + " but for " + names(certificate),
          "use one of these names in keycloak.url, or get a certificate with this name");
    }
    return Finding.wrong(
        "the certificate of "
            + host
            + " is not believed ("
            + (failure instanceof SSLException ? reason : failure)
            + "); it is signed by "
            + certificate.getIssuerX500Principal().getName(),
        "name the certificate of that authority (PEM) in keycloak.ca-file");
  }

  private static Throwable deepest(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause;
  }

  private static String names(X509Certificate certificate) {
    try {
      List<String> names = new ArrayList<>();
      if (certificate.getSubjectAlternativeNames() != null) {
        certificate
            .getSubjectAlternativeNames()
            .forEach(name -> names.add(String.valueOf(name.get(1)).toLowerCase(Locale.ROOT)));
      }
      return names.isEmpty()
          ? certificate.getSubjectX500Principal().getName()
          : String.join(", ", names);
    } catch (CertificateException e) {
      return certificate.getSubjectX500Principal().getName();
    }
  }
}
