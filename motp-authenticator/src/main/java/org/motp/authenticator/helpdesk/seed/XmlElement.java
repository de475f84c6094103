package org.motp.authenticator.helpdesk.seed;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * One element of an XML file with all that is in it; small, because a file is read package by
 * package. Names are without namespace.
 *
 * @param line where its start tag ends, from 1
 * @param text the characters directly in it, without spaces around
 */
record XmlElement(
    String name, int line, Map<String, String> attributes, List<XmlElement> children, String text) {
  private static final int DEEPEST = 32;

  /** Reads the element whose start tag the reader stands on, and leaves it on the end tag. */
  static XmlElement read(XMLStreamReader xml) throws XMLStreamException {
    return read(xml, 0);
  }

  private static XmlElement read(XMLStreamReader xml, int depth) throws XMLStreamException {
    if (depth == DEEPEST) {
      throw new XMLStreamException("nested too deep", xml.getLocation());
    }
    String name = xml.getLocalName();
    int line = xml.getLocation().getLineNumber();
    Map<String, String> attributes = new HashMap<>();
    for (int i = 0; i < xml.getAttributeCount(); i++) {
      attributes.put(xml.getAttributeLocalName(i), xml.getAttributeValue(i));
    }
    List<XmlElement> children = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    while (xml.next() != XMLStreamConstants.END_ELEMENT) {
      if (xml.isStartElement()) {
        children.add(read(xml, depth + 1));
      } else if (xml.isCharacters()) {
        text.append(xml.getText());
      } else if (xml.getEventType() == XMLStreamConstants.ENTITY_REFERENCE) {
        throw new XMLStreamException("entity reference", xml.getLocation());
      }
    }
    return new XmlElement(name, line, attributes, children, text.toString().strip());
  }

  /** The first child of this name, then its first child of the next name, and so on. */
  Optional<XmlElement> find(String... path) {
    Optional<XmlElement> element = Optional.of(this);
    for (String step : path) {
      element =
          element.flatMap(
              parent ->
                  parent.children.stream().filter(child -> child.name.equals(step)).findFirst());
    }
    return element;
  }

  /** The text of what {@link #find} finds, or "". */
  String textOf(String... path) {
    return find(path).map(XmlElement::text).orElse("");
  }

  /** The attribute, or "". */
  String attribute(String attribute) {
    return attributes.getOrDefault(attribute, "");
  }

  /** Text may be a key. */
  @Override
  public String toString() {
    return "XmlElement[" + name + ", line " + line + "]";
  }
}
