<#-- Tables and inline styles: mail programs know little else. -->
<#macro emailLayout>
<!DOCTYPE html>
<html lang="${locale.toLanguageTag()}" dir="${(ltr)?then('ltr','rtl')}">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <meta name="color-scheme" content="light dark">
  <title>${realmName}</title>
</head>
<body style="margin:0;padding:16px;font-family:'PingFang TC','Microsoft JhengHei','Noto Sans TC',system-ui,sans-serif;font-size:16px;line-height:1.6">
  <table role="presentation" align="center" width="100%" cellpadding="0" cellspacing="0" style="max-width:560px">
    <tr>
      <td style="padding:12px 0;border-bottom:3px solid ${properties.motpColor};font-size:18px;font-weight:bold">${realmName}</td>
    </tr>
    <tr>
      <td style="padding:16px 0"><#nested></td>
    </tr>
  </table>
</body>
</html>
</#macro>
