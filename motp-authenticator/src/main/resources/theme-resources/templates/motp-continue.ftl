<#import "template.ftl" as layout>
<#import "motp-parts.ftl" as parts>
<@layout.registrationLayout displayMessage=false; section>
  <#if section = "header">
    ${msg("motp-continue-title")}
  <#elseif section = "form">
    <@parts.assets />
    <form id="motp-form" class="${properties.kcFormClass!}" action="continue" method="post">
      <input type="hidden" name="code" value="${motp.code}">
      <p>${msg("motp-continue-text")}</p>
      <div class="motp-actions">
        <button id="motp-submit" type="submit" class="${properties.kcButtonPrimaryClass!} ${properties.kcButtonBlockClass!}">${msg("motp-continue-submit")}</button>
      </div>
    </form>
  </#if>
</@layout.registrationLayout>
