<#import "template.ftl" as layout>
<#import "motp-parts.ftl" as parts>
<@layout.registrationLayout displayMessage=!messagesPerField.existsError("otp"); section>
  <#if section = "header">
    ${msg("motp-confirm-title")}
  <#elseif section = "form">
    <@parts.assets />
    <@parts.form step="confirm">
      <p>${msg("motp-confirm-text")}</p>
      <#if motp.usable>
        <@parts.code />
        <p class="motp-hint">${msg("motp-confirm-lost")}</p>
        <@parts.actions submit=msg("motp-register-next") />
      <#else>
        <p>${msg("motp-unusable-text")}</p>
        <@parts.actions submit=msg("motp-unusable-retry") />
      </#if>
    </@parts.form>
  </#if>
</@layout.registrationLayout>
