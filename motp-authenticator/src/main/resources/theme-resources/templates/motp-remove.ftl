<#import "template.ftl" as layout>
<#import "motp-parts.ftl" as parts>
<@layout.registrationLayout displayMessage=!messagesPerField.existsError("otp"); section>
  <#if section = "header">
    ${msg("motp-remove-one", motp.serial)}
  <#elseif section = "form">
    <@parts.assets />
    <#if motp.usable>
      <@parts.form>
        <input type="hidden" name="help" value="remove">
        <input type="hidden" name="serial" value="${motp.serial}">
        <p>${msg("motp-remove-text")}</p>
        <@parts.code />
        <@parts.actions submit=msg("motp-table-remove") />
      </@parts.form>
    <#else>
      <p>${msg("motp-unusable-text")}</p>
    </#if>
    <@parts.back />
  </#if>
</@layout.registrationLayout>
