<#import "template.ftl" as layout>
<#import "motp-parts.ftl" as parts>
<@layout.registrationLayout displayMessage=!messagesPerField.existsError("otp"); section>
  <#if section = "header">
    ${msg("motp-tile-code")}
  <#elseif section = "form">
    <@parts.assets />
    <#if motp.works??>
      <p role="status">${msg("motp-try-works", motp.works.serial)}</p>
      <#if motp.works.seconds == 0>
        <p>${msg("motp-try-clock-right")}</p>
      <#elseif motp.works.ahead>
        <p>${msg("motp-try-clock-ahead", motp.works.seconds?c)}</p>
      <#else>
        <p>${msg("motp-try-clock-behind", motp.works.seconds?c)}</p>
      </#if>
    <#elseif motp.usable>
      <@parts.form>
        <input type="hidden" name="help" value="try">
        <p>${msg("motp-try-text")}</p>
        <@parts.code />
        <@parts.actions submit=msg("motp-try-submit") />
      </@parts.form>
      <form class="motp-help" action="${url.loginAction}" method="post">
        <button id="motp-help-resync" type="submit" name="help" value="resync" class="motp-link">${msg("motp-help-resync")}</button>
      </form>
    <#else>
      <p>${msg("motp-unusable-text")}</p>
    </#if>
    <@parts.back />
  </#if>
</@layout.registrationLayout>
