package org.motp.authenticator.helpdesk.seed;

import java.math.BigInteger;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.xml.datatype.DatatypeConstants;
import javax.xml.datatype.DatatypeFactory;
import javax.xml.datatype.XMLGregorianCalendar;
import org.motp.authenticator.otp.HashAlgorithm;
import org.motp.authenticator.token.CodeAlgorithm;
import org.motp.authenticator.token.HardwareToken;

/**
 * One KeyPackage of RFC 6030 §4: a device and its key. What the server could not honour, such as a
 * policy that it does not know (§5), is refused and not ignored.
 */
record PskcKey(XmlElement keyPackage, PskcEncryption encryption) {
  private static final Set<String> KNOWN_POLICIES =
      Set.of("StartDate", "ExpiryDate", "PINPolicy", "KeyUsage");

  /** A PIN that only the device itself asks for changes nothing for the server. */
  private static final Set<String> PIN_MODES = Set.of("", "Local");

  String writtenSerial() {
    String serial = keyPackage.textOf("DeviceInfo", "SerialNo");
    return serial.isEmpty()
        ? keyPackage.find("Key").map(key -> key.attribute("Id")).orElse("")
        : serial;
  }

  HardwareToken token() throws BadRowException {
    XmlElement key =
        keyPackage.find("Key").orElseThrow(() -> new BadRowException("there is no key in it"));
    String serial = TokenFields.serial(writtenSerial());
    checkPolicy(key.find("Policy"));
    CodeAlgorithm algorithm = algorithm(key);
    byte[] secret =
        encryption.bytes(
            key.find("Data", "Secret")
                .orElseThrow(() -> new BadRowException("there is no secret in it")));
    return new HardwareToken(
        serial,
        algorithm,
        secret,
        number(key, "Counter", "0"),
        dates(key, "StartDate").max(Comparator.naturalOrder()).orElse(null),
        dates(key, "ExpiryDate").min(Comparator.naturalOrder()).orElse(null));
  }

  private CodeAlgorithm algorithm(XmlElement key) throws BadRowException {
    Optional<XmlElement> format = key.find("AlgorithmParameters", "ResponseFormat");
    String encoding = format.map(f -> f.attribute("Encoding")).orElse("DECIMAL");
    if (!encoding.equals("DECIMAL")) {
      throw new BadRowException("its codes are not decimal");
    }
    if (format
        .map(f -> f.attribute("CheckDigits"))
        .filter(Set.of("true", "1")::contains)
        .isPresent()) {
      throw new BadRowException("its codes have check digits");
    }
    String length = format.map(f -> f.attribute("Length")).orElse(TokenFields.DEFAULT_DIGITS);
    BigInteger digits = TokenFields.number(length, "the number of digits");
    HashAlgorithm hash = TokenFields.hash(key.textOf("AlgorithmParameters", "Suite"));
    String uri = key.attribute("Algorithm");
    return switch (uri.substring(Math.max(uri.lastIndexOf(':'), uri.lastIndexOf('#')) + 1)) {
      case "hotp" -> TokenFields.hotp(hash, digits);
      case "totp" ->
          TokenFields.totp(hash, digits, number(key, "TimeInterval", TokenFields.DEFAULT_PERIOD));
      default -> throw new BadRowException("its algorithm is neither hotp nor totp");
    };
  }

  private static void checkPolicy(Optional<XmlElement> policy) throws BadRowException {
    List<XmlElement> rules = policy.map(XmlElement::children).orElse(List.of());
    for (XmlElement rule : rules) {
      if (!KNOWN_POLICIES.contains(rule.name())) {
        throw new BadRowException("its policy has a rule that cannot be kept");
      }
      if (rule.name().equals("PINPolicy") && !PIN_MODES.contains(rule.attribute("PINUsageMode"))) {
        throw new BadRowException("its policy demands a PIN within the code");
      }
    }
    List<String> usages =
        rules.stream().filter(r -> r.name().equals("KeyUsage")).map(XmlElement::text).toList();
    if (!usages.isEmpty() && !usages.contains("OTP")) {
      throw new BadRowException("its policy does not allow one-time passwords");
    }
  }

  /** Policy says it of the key, DeviceInfo of the device; the narrower one holds. */
  private Stream<Long> dates(XmlElement key, String name) throws BadRowException {
    List<String> written =
        Stream.of(key.textOf("Policy", name), keyPackage.textOf("DeviceInfo", name))
            .filter(date -> !date.isEmpty())
            .toList();
    try {
      DatatypeFactory dates = DatatypeFactory.newDefaultInstance();
      return written.stream()
          .map(date -> epochSeconds(dates.newXMLGregorianCalendar(date)))
          .toList()
          .stream();
    } catch (IllegalArgumentException notADate) {
      throw new BadRowException(name + " is no date");
    }
  }

  private static Long epochSeconds(XMLGregorianCalendar date) {
    if (date.getTimezone() == DatatypeConstants.FIELD_UNDEFINED) {
      date.setTimezone(0);
    }
    return date.toGregorianCalendar().toInstant().getEpochSecond();
  }

  private BigInteger number(XmlElement key, String name, String otherwise) throws BadRowException {
    Optional<XmlElement> value = key.find("Data", name);
    if (value.isPresent() && value.get().find("EncryptedValue").isPresent()) {
      return new BigInteger(1, encryption.bytes(value.get()));
    }
    String plain = value.map(v -> v.textOf("PlainValue")).orElse(otherwise);
    return TokenFields.number(plain, name);
  }
}
