package org.motp.authenticator.helpdesk.seed;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Portable Symmetric Key Container (RFC 6030), package by package. A file that is not well-formed
 * to its end is refused as a whole, for it was damaged on its way. A DOCTYPE is refused, and with
 * it every entity. XML signatures are not looked at: where the file comes from is the
 * administrator's business, and whether its keys are whole, each ValueMAC says.
 */
final class PskcFile {
  private static final String NAMESPACE = "urn:ietf:params:xml:ns:keyprov:pskc";

  private final FileKey key;
  private final List<SeedRow> rows = new ArrayList<>();
  private Optional<XmlElement> encryptionKey = Optional.empty();
  private Optional<XmlElement> macMethod = Optional.empty();
  private PskcEncryption encryption;

  PskcFile(FileKey key) {
    this.key = key;
  }

  /** Reads one file; good for one call. */
  List<SeedRow> read(byte[] file) throws SeedFileException {
    try {
      XMLStreamReader xml = reader(file);
      while (xml.hasNext()) {
        xml.next();
        if (xml.getEventType() == XMLStreamConstants.DTD) {
          throw new SeedFileException("the file has a DOCTYPE, which is not allowed");
        }
        if (xml.isStartElement()) {
          readContainer(xml);
        }
      }
      return rows;
    } catch (XMLStreamException broken) {
      // Without the cause: its message may quote the file.
      throw new SeedFileException(
          "the file is not well-formed XML: line %d"
              .formatted(broken.getLocation() == null ? 0 : broken.getLocation().getLineNumber()));
    }
  }

  private static XMLStreamReader reader(byte[] file) throws XMLStreamException {
    // Java's own, whatever else lies on the class path: the properties are its.
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
    factory.setProperty(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
    return factory.createXMLStreamReader(new ByteArrayInputStream(file));
  }

  private void readContainer(XMLStreamReader xml) throws XMLStreamException, SeedFileException {
    if (!xml.getLocalName().equals("KeyContainer") || !NAMESPACE.equals(xml.getNamespaceURI())) {
      throw new SeedFileException("the file is XML, but no PSKC key container (RFC 6030)");
    }
    while (xml.next() != XMLStreamConstants.END_ELEMENT) {
      if (xml.isStartElement()) {
        readPart(XmlElement.read(xml));
      }
    }
  }

  private void readPart(XmlElement part) throws SeedFileException {
    switch (part.name()) {
      case "EncryptionKey" -> encryptionKey = Optional.of(part);
      case "MACMethod" -> macMethod = Optional.of(part);
      case "KeyPackage" -> {
        if (encryption == null) {
          encryption = PskcEncryption.of(encryptionKey, macMethod, key);
        }
        rows.add(row(part));
      }
      default -> {
        // Signature and extensions.
      }
    }
  }

  private SeedRow row(XmlElement keyPackage) {
    PskcKey pskcKey = new PskcKey(keyPackage, encryption);
    try {
      return SeedRow.of(keyPackage.line(), pskcKey.token());
    } catch (BadRowException | IllegalArgumentException bad) {
      return SeedRow.refused(keyPackage.line(), pskcKey.writtenSerial(), bad.getMessage());
    }
  }
}
