<#import "template.ftl" as layout>
<#import "motp-parts.ftl" as parts>
<@layout.registrationLayout displayMessage=!messagesPerField.existsError("otp"); section>
  <#if section = "header">
    ${msg("motp-resync-title")}
  <#elseif section = "form">
    <@parts.assets />
    <#if motp.usable>
      <@parts.form>
        <input type="hidden" name="help" value="try">
        <p>${msg("motp-resync-text")}</p>
        <@parts.code hint=msg("motp-resync-first") />
        <@parts.input name="otp2" label=msg("motp-resync-second-label") hint=msg("motp-resync-second") numeric=true />
        <@parts.actions submit=msg("motp-code-submit") />
      </@parts.form>
    <#else>
      <p>${msg("motp-unusable-text")}</p>
    </#if>
    <@parts.back />
  </#if>
</@layout.registrationLayout>
