package org.motp.demo;

import java.util.List;

/** The people and groups of the demo's company: one for each situation that a login can meet. */
public final class DemoStaff {

  /** Everybody's password in the demo. */
  public static final String PASSWORD = "Taipei-101!";

  /** In {@code VPN-Users}, which is a member of {@code Remote-Access}. */
  public static final DirectoryUser HARK = person("hark.chen", "陳", "漢克");

  /** A user whose name, and whose DN, is Chinese; directly in both groups of a department. */
  public static final DirectoryUser MING = person("ming.wang", "王", "小明");

  /** Has no mail address. */
  public static final DirectoryUser WITHOUT_MAIL = person("mei.lin", "林", "美").withMail(null);

  /** Has no surname. */
  public static final DirectoryUser WITHOUT_SURNAME = person("jun.ho", "何", "俊").with("sn", null);

  /** Must change the password at the next logon. */
  public static final DirectoryUser NEW_PASSWORD = person("an.wu", "吳", "安").mustChangePassword();

  /** May not log in. */
  public static final DirectoryUser DISABLED = person("tai.hsu", "許", "泰").disabled();

  private DemoStaff() {}

  static List<DirectoryUser> everybody() {
    return List.of(HARK, MING, WITHOUT_MAIL, WITHOUT_SURNAME, NEW_PASSWORD, DISABLED);
  }

  static void addTo(EmbeddedDirectory directory) {
    String[] all = everybody().stream().map(directory::add).toArray(String[]::new);
    String vpnUsers = directory.addGroup("VPN-Users", all);
    directory.addGroup("Remote-Access", vpnUsers);
    directory.addGroup("資訊部", all[1]);
  }

  private static DirectoryUser person(String account, String surname, String givenName) {
    return DirectoryUser.of(account, PASSWORD)
        .named(surname, givenName)
        .withMail(account + "@" + EmbeddedDirectory.UPN_SUFFIX);
  }
}
