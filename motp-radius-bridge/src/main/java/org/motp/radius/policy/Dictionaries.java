package org.motp.radius.policy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.motp.radius.wire.Attribute;
import org.motp.radius.wire.AttributeType;
import org.tinyradius.core.attribute.AttributeTemplate;
import org.tinyradius.core.dictionary.Dictionary;
import org.tinyradius.core.dictionary.parser.DictionaryParser;

/**
 * Names and types of attributes: the standard ones and those of the vendors that we know. Safe for
 * use by several threads.
 */
public final class Dictionaries {

  /**
   * At the root of the jar, because the parser finds includes relative to the file that has them.
   */
  private static final String RESOURCE = "motp-radius.dictionary";

  private static final int NO_VENDOR = AttributeFormat.STANDARD;
  private static final long MAX_VENDOR = 0xff_ffff;
  private static final int MICROSOFT = 311;
  private static final Set<Integer> MPPE_KEYS = Set.of(12, 16, 17);
  private static final Pattern NUMBER = Pattern.compile("(?:26\\.([0-9]{1,9})\\.)?([0-9]{1,3})");

  /** Proofs, handles and signatures. */
  private static final Set<Integer> RESERVED =
      Set.of(
          AttributeType.USER_PASSWORD,
          AttributeType.CHAP_PASSWORD,
          AttributeType.STATE,
          AttributeType.VENDOR_SPECIFIC,
          AttributeType.PROXY_STATE,
          60, // CHAP-Challenge
          AttributeType.EAP_MESSAGE,
          AttributeType.MESSAGE_AUTHENTICATOR);

  private static final int VENDOR_HEADER = 4;

  private final Dictionary dictionary;

  private Dictionaries(Dictionary dictionary) {
    this.dictionary = dictionary;
  }

  /** Reads the dictionary files of the jar. */
  public static Dictionaries load() {
    try {
      return new Dictionaries(DictionaryParser.newClasspathParser().parseDictionary(RESOURCE));
    } catch (IOException e) {
      throw new UncheckedIOException("the jar is damaged: " + RESOURCE, e);
    }
  }

  /**
   * An attribute by its name, such as {@code Filter-Id}, or by its number: {@code 11}, or {@code
   * 26.12356.1} for the first of vendor 12356.
   *
   * @return its format; an unknown number holds text
   * @throws IllegalArgumentException if there is none, or if it is not for an Access-Accept's
   *     policy to send; the message says why
   */
  public AttributeFormat attribute(String name) {
    AttributeFormat format = numbered(name).orElseGet(() -> named(name));
    if (RESERVED.contains(format.type()) && format.vendor() == NO_VENDOR) {
      throw new IllegalArgumentException("is an attribute that only the bridge itself may send");
    }
    if (format.vendor() == MICROSOFT && MPPE_KEYS.contains(format.type())) {
      throw new IllegalArgumentException("is encrypted on the wire, which the bridge does not do");
    }
    return format;
  }

  /** Whether it is known what an attribute holds. */
  public boolean knows(AttributeFormat format) {
    return dictionary.getAttributeTemplate(format.vendor(), format.type()).isPresent();
  }

  private AttributeFormat named(String name) {
    return dictionary
        .getAttributeTemplate(name)
        .map(this::format)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no attribute is called so; for example Fortinet-Group-Name, Filter-Id,"
                        + " or 26.12356.1 by number"));
  }

  private Optional<AttributeFormat> numbered(String name) {
    Matcher matcher = NUMBER.matcher(name);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    boolean vendors = matcher.group(1) != null;
    long vendor = vendors ? Long.parseLong(matcher.group(1)) : NO_VENDOR;
    int type = Integer.parseInt(matcher.group(2));
    if (type < 1 || type > 255 || vendor > MAX_VENDOR || vendor == 0) {
      throw new IllegalArgumentException(
          "must be 1 to 255, or 26., a vendor's number, and . 1 to 255, such as 26.12356.1");
    }
    return Optional.of(
        dictionary
            .getAttributeTemplate((int) vendor, type)
            .map(this::format)
            .orElseGet(
                () -> new AttributeFormat(name, (int) vendor, type, ValueType.TEXT, Map.of())));
  }

  private AttributeFormat format(AttributeTemplate template) {
    if (template.encryptEnabled()) {
      throw new IllegalArgumentException("is encrypted on the wire, which the bridge does not do");
    }
    ValueType valueType =
        switch (template.getDataType()) {
          case "string" -> ValueType.TEXT;
          case "integer", "date" -> ValueType.INTEGER;
          case "ipaddr" -> ValueType.IPV4;
          case "ipv6addr" -> ValueType.IPV6;
          case "ipv6prefix" -> ValueType.IPV6_PREFIX;
          default -> ValueType.OCTETS;
        };
    return new AttributeFormat(
        template.getName(), template.getVendorId(), template.getType(), valueType, names(template));
  }

  private static Map<String, Integer> names(AttributeTemplate template) {
    Map<String, Integer> names = new HashMap<>();
    for (int number = 0; number < 256; number++) {
      String name = template.getEnumeration(number);
      if (name != null) {
        names.put(name, number);
      }
    }
    return names;
  }

  /** An attribute as people read it, such as {@code Fortinet-Group-Name = vpn-users}. */
  public List<String> describe(Attribute attribute) {
    byte[] value = attribute.value();
    if (attribute.type() != AttributeType.VENDOR_SPECIFIC || value.length <= VENDOR_HEADER) {
      return List.of(describe(NO_VENDOR, attribute.type(), value));
    }
    int vendor = ByteBuffer.wrap(value).getInt();
    var descriptions = new ArrayList<String>();
    int at = VENDOR_HEADER;
    while (value.length - at >= 2) {
      int length = value[at + 1] & 0xff;
      if (length < 2 || length > value.length - at) {
        break;
      }
      descriptions.add(
          describe(vendor, value[at] & 0xff, Arrays.copyOfRange(value, at + 2, at + length)));
      at += length;
    }
    if (at < value.length) {
      return List.of(describe(NO_VENDOR, attribute.type(), value));
    }
    return descriptions;
  }

  private String describe(int vendor, int type, byte[] value) {
    String name =
        dictionary
            .getAttributeTemplate(vendor, type)
            .map(AttributeTemplate::getName)
            .orElse(vendor == NO_VENDOR ? "Attr-" + type : "Attr-26." + vendor + "." + type);
    return name + " = " + text(vendor, type, value);
  }

  private String text(int vendor, int type, byte[] value) {
    if (value.length == 0) {
      return "";
    }
    try {
      return dictionary.createAttribute(vendor, type, value).getValueString();
    } catch (IllegalArgumentException e) {
      return "0x" + HexFormat.of().formatHex(value);
    }
  }
}
