<#import "template.ftl" as layout>
<#import "motp-parts.ftl" as parts>
<@layout.registrationLayout displayMessage=!messagesPerField.existsError("serial"); section>
  <#if section = "header">
    ${msg("motp-hardware-title")}
  <#elseif section = "form">
    <@parts.assets />
    <@parts.steps current="bind" />
    <@parts.form step="hardware">
      <p>${msg("motp-hardware-text")}</p>
      <@parts.input name="serial" label=msg("motp-hardware-serial") hint=msg("motp-hardware-serial-hint") value=motp.serial autofocus=true maxlength="80" />
      <@parts.input name="otp" label=msg("motp-hardware-first") hint=msg("motp-hardware-first-hint") numeric=true />
      <@parts.input name="otp2" label=msg("motp-hardware-second") hint=msg("motp-hardware-second-hint") numeric=true />
      <@parts.input name="name" label=msg("motp-offline-name") maxlength="60" />
      <@parts.actions submit=msg("motp-offline-submit") />
    </@parts.form>
    <@parts.otherWay />
  </#if>
</@layout.registrationLayout>
