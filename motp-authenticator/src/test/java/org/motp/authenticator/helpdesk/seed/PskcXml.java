package org.motp.authenticator.helpdesk.seed;

import java.nio.charset.StandardCharsets;

/** A PSKC file as a manufacturer writes it, part by part. */
final class PskcXml {
  /** What {@link #encrypted} is encrypted with; RFC 6030, Figure 6. */
  static final String PRE_SHARED_KEY = "12345678901234567890123456789012";

  /** RFC 6030, Figure 7. */
  static final String PASSWORD = "qwerty";

  /** The MAC key of Figure 6, encrypted with {@link #PRE_SHARED_KEY}. */
  static final String MAC_KEY = "ESIzRFVmd4iZABEiM0RVZgKn6WjLaTC1sbeBMSvIhRejN9vJa2BOlSaMrR7I5wSX";

  static final String SECRET = "AAECAwQFBgcICQoLDA0OD+cIHItlB3Wra1DUpxVvOx2lef1VmNPCMl8jwZqIUqGv";
  static final String SECRET_MAC = "Su+NvtQfmvfJzF6bmQiJqoLRExc=";

  static final String BY_PRE_SHARED_KEY =
      "<EncryptionKey><ds:KeyName>Pre-shared-key</ds:KeyName></EncryptionKey>" + macMethod(MAC_KEY);

  static final String BY_PASSWORD =
      byPassword(
          """
          <Salt><Specified>Ej7/PEpyEpw=</Specified></Salt>
          <IterationCount>1000</IterationCount><KeyLength>16</KeyLength><PRF/>\
          """);

  private PskcXml() {}

  static String byPassword(String parameters) {
    return """
    <EncryptionKey><xenc11:DerivedKey>
    <xenc11:KeyDerivationMethod
     Algorithm="http://www.rsasecurity.com/rsalabs/pkcs/schemas/pkcs-5v2-0#pbkdf2">
    <pkcs5:PBKDF2-params>%s</pkcs5:PBKDF2-params></xenc11:KeyDerivationMethod>
    <xenc11:MasterKeyName>My Password 1</xenc11:MasterKeyName>
    </xenc11:DerivedKey></EncryptionKey>
    """
            .formatted(parameters)
        + macMethod("2GTTnLwM3I4e5IO5FkufoOEiOhNj91fhKRQBtBJYluUDsPOLTfUvoU2dStyOwYZx");
  }

  static String macMethod(String macKey) {
    return """
    <MACMethod Algorithm="http://www.w3.org/2000/09/xmldsig#hmac-sha1"><MACKey>%s</MACKey></MACMethod>
    """
        .formatted(cipher(macKey));
  }

  static byte[] file(String... parts) {
    return """
    <?xml version="1.0" encoding="UTF-8"?>
    <KeyContainer Version="1.0" xmlns="urn:ietf:params:xml:ns:keyprov:pskc"
     xmlns:ds="http://www.w3.org/2000/09/xmldsig#" xmlns:xenc="http://www.w3.org/2001/04/xmlenc#"
     xmlns:xenc11="http://www.w3.org/2009/xmlenc11#"
     xmlns:pkcs5="http://www.rsasecurity.com/rsalabs/pkcs/schemas/pkcs-5v2-0#">%s</KeyContainer>
    """
        .formatted(String.join("\n", parts))
        .getBytes(StandardCharsets.UTF_8);
  }

  /** An HOTP token of eight digits. */
  static String hotp(String serial, String secret) {
    return keyPackage(serial, "hotp", "", secret, "");
  }

  /**
   * @param parameters further children of AlgorithmParameters, before the ResponseFormat
   * @param data children of Data
   * @param policy children of Policy
   */
  static String keyPackage(
      String serial, String algorithm, String parameters, String data, String policy) {
    return """
    <KeyPackage><DeviceInfo><Manufacturer>Manufacturer</Manufacturer><SerialNo>%s</SerialNo>
    </DeviceInfo><Key Id="12345678" Algorithm="urn:ietf:params:xml:ns:keyprov:pskc:%s">
    <AlgorithmParameters>%s<ResponseFormat Length="8" Encoding="DECIMAL"/></AlgorithmParameters>
    <Data>%s</Data><Policy>%s</Policy></Key></KeyPackage>
    """
        .formatted(serial, algorithm, parameters, data, policy);
  }

  static String plain(String base64) {
    return "<Secret><PlainValue>" + base64 + "</PlainValue></Secret>";
  }

  static String encrypted(String cipherValue, String mac) {
    return "<Secret><EncryptedValue>%s</EncryptedValue><ValueMAC>%s</ValueMAC></Secret>"
        .formatted(cipher(cipherValue), mac);
  }

  private static String cipher(String value) {
    return """
    <xenc:EncryptionMethod Algorithm="http://www.w3.org/2001/04/xmlenc#aes128-cbc"/>
    <xenc:CipherData><xenc:CipherValue>
      %s
    </xenc:CipherValue></xenc:CipherData>
    """
        .formatted(value);
  }
}
