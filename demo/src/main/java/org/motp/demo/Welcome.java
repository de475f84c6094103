package org.motp.demo;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;

/** What the demo says when everything runs: where things are, who there is, what to try. */
final class Welcome {

  private final PrintStream out;
  private final Progress style;

  Welcome(PrintStream out, Progress style) {
    this.out = out;
    this.style = style;
  }

  void print(DemoPorts ports, DemoFolder folder, long seconds) throws IOException {
    String keycloak = "http://localhost:" + ports.keycloak;
    out.println();
    out.println(style.bold("MOTP 示範環境已就緒。 The demo is ready. ") + "(" + seconds + " s)");
    out.println();
    place("MOTP 入口  Account console", keycloak + "/realms/motp/account");
    place("手機 App   Phone app", keycloak + "/realms/motp/motp/app/");
    place(
        "管理主控台 Admin console",
        "%s/admin/master/console/#/motp  (%s / %s)"
            .formatted(keycloak, Demo.ADMINISTRATOR, folder.secret("admin-password")));
    place("收件匣     Inbox", "http://localhost:" + ports.inbox + "/");
    place(
        "RADIUS",
        "127.0.0.1:%d/udp  (secret %s)".formatted(ports.radius, folder.secret("radius-secret")));
    place("目錄       Directory", "ldap://localhost:" + ports.ldap);
    out.println();
    out.println(style.bold("帳號 Accounts") + "  密碼 password: " + DemoStaff.PASSWORD);
    account(DemoStaff.HARK, "");
    account(DemoStaff.MING, "");
    account(DemoStaff.WITHOUT_MAIL, "沒有電子郵件 has no mail address");
    account(DemoStaff.WITHOUT_SURNAME, "沒有姓氏 has no surname");
    account(DemoStaff.NEW_PASSWORD, "必須變更密碼 must change the password");
    account(DemoStaff.DISABLED, "已停用 is disabled");
    out.println();
    out.println(style.bold("接下來 What to try"));
    List.of(
            "1. ./motp login            像 FortiClient 一樣登入 VPN：還沒有載具，被拒絕並說明去哪裡註冊",
            "                           log in like FortiClient: refused without a token, says where to get one",
            "2. 用瀏覽器開啟 MOTP 入口，以 hark.chen 登入，用驗證器 App 掃描二維碼完成註冊；",
            "   或選「線上註冊」，在這台電腦的瀏覽器開啟手機 App，輸入初始金鑰",
            "   open the account console as hark.chen and scan the QR code with any authenticator app,",
            "   or choose the online registration, open the phone app in this browser, and type the initial key",
            "3. ./motp login            這次輸入手機上的六位數字，連線成功",
            "                           this time answer with the six digits of the phone",
            "4. 到收件匣看【MOTP驗證成功通知】   read the mail about it in the inbox")
        .forEach(line -> out.println("  " + line));
    out.println();
    out.println("按 Ctrl-C 結束。 Ctrl-C ends it.");
    out.flush();
  }

  private void place(String name, String address) {
    out.println("  " + name + "\t" + address);
  }

  private void account(DirectoryUser user, String note) {
    out.println(
        "  %-10s %s\t%s".formatted(user.account(), user.attributes().get("displayName"), note));
  }
}
