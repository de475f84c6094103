package org.motp.radius.policy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
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

  private static final int NO_VENDOR = -1;
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

  /** Whether there is an attribute of this name that holds text. */
  public boolean knowsText(String name) {
    return dictionary
        .getAttributeTemplate(name)
        .filter(template -> template.getDataType().equals("string"))
        .isPresent();
  }

  /**
   * An attribute by its name, with its value as text.
   *
   * @throws IllegalArgumentException if there is no such attribute or it cannot hold the value
   */
  public Attribute attribute(String name, String value) {
    AttributeTemplate template =
        dictionary
            .getAttributeTemplate(name)
            .orElseThrow(() -> new IllegalArgumentException("no attribute is called " + name));
    byte[] encoded =
        dictionary.createAttribute(template.getVendorId(), template.getType(), value).toByteArray();
    if (template.getVendorId() == NO_VENDOR) {
      return new Attribute(template.getType(), Arrays.copyOfRange(encoded, 2, encoded.length));
    }
    return new Attribute(
        AttributeType.VENDOR_SPECIFIC,
        ByteBuffer.allocate(VENDOR_HEADER + encoded.length)
            .putInt(template.getVendorId())
            .put(encoded)
            .array());
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
