package org.motp.radius.config;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IllformedLocaleException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.motp.radius.policy.Cidr;
import org.motp.radius.policy.NasTable;
import org.motp.radius.policy.SecretRules;
import org.motp.radius.tls.CertificateRule;
import org.motp.radius.wire.Nas;
import org.motp.radius.wire.SharedSecret;
import org.motp.radius.wire.SignatureRules;

/** The list {@code clients}. */
final class ClientsSection {

  private static final List<String> MEMBERS =
      List.of(
          "name",
          "address",
          "secret",
          "secret-file",
          "require-message-authenticator",
          "limit-proxy-state",
          "sign-replies",
          "locale",
          "notices",
          "password-encoding",
          "disconnect-port",
          "mode",
          "append-separator",
          "append-digits",
          "prompt",
          "certificate");

  private ClientsSection() {}

  /** The names of all clients, in order. */
  static List<String> names(Settings settings) {
    return IntStream.range(0, settings.sections("clients", MEMBERS))
        .mapToObj(i -> settings.text("clients[" + i + "].name", ""))
        .toList();
  }

  static List<NasTable.Entry> read(Settings settings) {
    List<NasTable.Entry> entries = new ArrayList<>();
    Map<Cidr, String> seen = new HashMap<>();
    int count = settings.sections("clients", MEMBERS);
    if (count == 0) {
      settings.mistake(
          "clients", "is missing; at least one NAS with name, address and secret must be there");
    }
    for (int i = 0; i < count; i++) {
      String section = "clients[" + i + "].";
      Nas nas = nas(settings, section);
      List<CertificateRule> certificates = certificates(settings, section + "certificate");
      for (Cidr network : networks(settings, section + "address")) {
        String other = seen.putIfAbsent(network, nas.name());
        if (other != null) {
          settings.mistake(
              section + "address",
              "\"" + network + "\": the client \"" + other + "\" has it already");
        }
        entries.add(new NasTable.Entry(network, nas, certificates));
      }
    }
    return entries;
  }

  private static Nas nas(Settings settings, String section) {
    Optional<String> secret = SecretSource.read(settings, section + "secret");
    secret
        .flatMap(SecretRules::objection)
        .ifPresent(
            objection ->
                settings.mistake(
                    section + "secret",
                    objection
                        + "; take 32 random characters, for example from"
                        + " \"openssl rand -base64 24\", and set the same on the NAS"));
    return new Nas(
        settings.required(section + "name", "it is how the log calls the NAS"),
        new SharedSecret(secret.orElse("missing")),
        new SignatureRules(
            settings.choice(section + "require-message-authenticator", SignatureRules.Rule.AUTO),
            settings.choice(section + "limit-proxy-state", SignatureRules.Rule.YES),
            settings.flag(section + "sign-replies", true)),
        settings.parse(
            section + "password-encoding", StandardCharsets.UTF_8, ClientsSection::charset),
        settings.parse(section + "locale", Locale.forLanguageTag("zh-TW"), ClientsSection::locale),
        settings.choice(section + "notices", Nas.Notices.REJECT),
        settings.integer(section + "disconnect-port", 3799, 1, 65_535));
  }

  private static List<Cidr> networks(Settings settings, String key) {
    List<String> texts = settings.list(key);
    if (texts.isEmpty()) {
      settings.mistake(key, "is missing; an IP address or network such as 192.0.2.0/24");
    }
    List<Cidr> networks = new ArrayList<>();
    texts.forEach(text -> settings.parsed(key, text, Cidr::parse).ifPresent(networks::add));
    return networks;
  }

  private static List<CertificateRule> certificates(Settings settings, String key) {
    List<CertificateRule> rules = new ArrayList<>();
    for (String text : settings.list(key)) {
      settings.parsed(key, text, CertificateRule::parse).ifPresent(rules::add);
    }
    return rules;
  }

  private static Charset charset(String name) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "utf-8" -> StandardCharsets.UTF_8;
      case "iso-8859-1" -> StandardCharsets.ISO_8859_1;
      default -> throw new IllegalArgumentException("must be utf-8 or iso-8859-1");
    };
  }

  private static Locale locale(String tag) {
    try {
      return new Locale.Builder().setLanguageTag(tag).build();
    } catch (IllformedLocaleException e) {
      throw new IllegalArgumentException("must be a language such as zh-TW, zh-CN or en", e);
    }
  }
}
