<#import "template.ftl" as layout>
<#import "motp-parts.ftl" as parts>
<@layout.registrationLayout displayMessage=!messagesPerField.existsError("otp"); section>
  <#if section = "header">
    <#if motp.usable>${msg("motp-code-title")}<#else>${msg("motp-unusable-title")}</#if>
  <#elseif section = "form">
    <@parts.assets />
    <@parts.form>
      <#if motp.usable>
        <@parts.code hint=motp.digits???then(msg("motp-code-hint", (motp.digits!0)?c), msg("motp-code-hint-any")) />
        <@parts.actions submit=msg("motp-code-submit") />
      <#else>
        <p>${msg("motp-unusable-text")}</p>
        <@parts.actions submit=msg("motp-unusable-retry") />
      </#if>
    </@parts.form>
    <#if motp.usable && motp.phone><@parts.phone label=msg("motp-phone-ask") /></#if>
    <@parts.help />
  </#if>
</@layout.registrationLayout>
