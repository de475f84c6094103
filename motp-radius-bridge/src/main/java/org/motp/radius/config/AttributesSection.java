package org.motp.radius.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.motp.radius.policy.AttributeFormat;
import org.motp.radius.policy.AttributeMapping;
import org.motp.radius.policy.Dictionaries;
import org.motp.radius.policy.TextPattern;
import org.motp.radius.policy.ValueType;

/** Lists of attributes that an Access-Accept carries. */
final class AttributesSection {

  private static final List<String> MEMBERS =
      List.of("attribute", "type", "claim", "match", "value", "take", "required");

  private enum Take {
    FIRST,
    ALL
  }

  private final Settings settings;
  private final Dictionaries dictionaries;

  AttributesSection(Settings settings, Dictionaries dictionaries) {
    this.settings = settings;
    this.dictionaries = dictionaries;
  }

  /** The general list: every group, if the file has none. */
  List<AttributeMapping> general(String groupsClaim) {
    return read("attributes")
        .orElseGet(
            () ->
                List.of(
                    AttributeMapping.of(
                        dictionaries.attribute("Fortinet-Group-Name"), groupsClaim)));
  }

  /** A list; empty if there is none. The word {@code none} is a list without attributes. */
  Optional<List<AttributeMapping>> read(String key) {
    int count = settings.sections(key, MEMBERS);
    Optional<String> word = settings.text(key);
    if (count == 0) {
      word.filter(text -> !text.equals("none"))
          .ifPresent(text -> settings.mistake(key, "must be a list of attributes, or none"));
      return word.map(text -> List.of());
    }
    List<AttributeMapping> mappings = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      mapping(key + "[" + i + "].").ifPresent(mappings::add);
    }
    return Optional.of(mappings);
  }

  private Optional<AttributeMapping> mapping(String section) {
    String name =
        settings.required(
            section + "attribute",
            "an attribute's name or number, such as Filter-Id or 26.12356.1");
    Optional<ValueType> type = type(section + "type");
    Optional<AttributeFormat> attribute =
        name.isEmpty()
            ? Optional.empty()
            : settings
                .parsed(section + "attribute", name, dictionaries::attribute)
                .flatMap(format -> typed(format, type, section + "type"));
    Optional<String> claim = settings.text(section + "claim");
    Optional<String> pattern = settings.text(section + "match");
    Optional<String> value = settings.text(section + "value");
    Optional<Take> take = take(section + "take");
    boolean required = settings.flag(section + "required", false);
    if (claim.isEmpty() && value.isEmpty()) {
      settings.mistake(
          section + "claim",
          "is missing; name a claim of the access token, or set a constant value");
      return Optional.empty();
    }
    if (claim.isEmpty() && pattern.isPresent()) {
      settings.mistake(section + "match", "has a meaning only beside claim");
    }
    Optional<TextPattern> match =
        settings.parsed(section + "match", pattern.orElse("*"), TextPattern::exact);
    if (attribute.isEmpty() || match.isEmpty()) {
      return Optional.empty();
    }
    value.ifPresent(text -> check(section + "value", text, claim, attribute.get(), match.get()));
    if (take.equals(Optional.of(Take.ALL)) && !attribute.get().repeatable()) {
      settings.mistake(section + "take", "an Access-Accept has one " + name + " at most");
    }
    boolean first = take.map(wanted -> wanted == Take.FIRST).orElse(!attribute.get().repeatable());
    return Optional.of(
        new AttributeMapping(
            attribute.get(), claim, match.get(), value.orElse("$0"), first, required));
  }

  /** A constant is checked by encoding it; what a claim will hold is not known yet. */
  private void check(
      String key,
      String value,
      Optional<String> claim,
      AttributeFormat attribute,
      TextPattern match) {
    var unused =
        settings.parsed(
            key,
            value,
            text -> {
              if (claim.isPresent()) {
                match.check(text);
              }
              if (claim.isEmpty() || text.indexOf('$') < 0) {
                attribute.of(text);
              }
              return text;
            });
  }

  private Optional<ValueType> type(String key) {
    return settings
        .text(key)
        .flatMap(text -> settings.parsed(key, text, AttributesSection::valueType));
  }

  private static ValueType valueType(String word) {
    return switch (word) {
      case "text" -> ValueType.TEXT;
      case "integer" -> ValueType.INTEGER;
      case "ipv4" -> ValueType.IPV4;
      case "ipv6" -> ValueType.IPV6;
      case "ipv6-prefix" -> ValueType.IPV6_PREFIX;
      case "octets" -> ValueType.OCTETS;
      default ->
          throw new IllegalArgumentException(
              "must be one of text, integer, ipv4, ipv6, ipv6-prefix, octets");
    };
  }

  /** The type of an attribute that no dictionary has is what the file says. */
  private Optional<AttributeFormat> typed(
      AttributeFormat format, Optional<ValueType> type, String key) {
    if (type.isEmpty() || type.get() == format.valueType()) {
      return Optional.of(format);
    }
    if (dictionaries.knows(format)) {
      settings.mistake(
          key, format.name() + " holds " + format.valueType().right() + "; leave the type out");
      return Optional.empty();
    }
    return Optional.of(format.holding(type.get()));
  }

  private Optional<Take> take(String key) {
    return settings.text(key).isEmpty()
        ? Optional.empty()
        : Optional.of(settings.choice(key, Take.ALL));
  }
}
