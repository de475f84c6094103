<#import "template.ftl" as layout>
<#import "motp-parts.ftl" as parts>
<@layout.registrationLayout; section>
  <#if section = "header">
    ${msg("motp-phone-title")}
  <#elseif section = "form">
    <@parts.assets />
    <form id="motp-form" action="${url.loginAction}" method="post" data-status="${motp.status}">
      <input type="hidden" name="help" value="phone">
      <p>${msg("motp-phone-text")}</p>
      <p id="motp-number" class="motp-number">${motp.number}</p>
      <dl class="motp-login">
        <dt>${msg("motp-phone-who")}</dt><dd>${motp.account}</dd>
        <dt>${msg("motp-phone-where")}</dt><dd>${motp.address}</dd>
        <dt>${msg("motp-phone-what")}</dt><dd>${motp.application}</dd>
      </dl>
      <p id="motp-waiting" class="motp-waiting" role="status" hidden>${msg("motp-phone-waiting")}</p>
      <@parts.actions submit=msg("motp-phone-check") />
    </form>
    <form class="motp-help" action="${url.loginAction}" method="post">
      <button id="motp-back" type="submit" name="help" value="back" class="motp-link">${msg("motp-phone-code")}</button>
    </form>
    <script type="module" src="${url.resourcesPath}/js/motp-phone.js"></script>
  </#if>
</@layout.registrationLayout>
