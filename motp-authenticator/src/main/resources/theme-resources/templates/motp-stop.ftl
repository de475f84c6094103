<#import "template.ftl" as layout>
<#import "motp-parts.ftl" as parts>
<@layout.registrationLayout displayMessage=false; section>
  <#if section = "header">
    <#if motp.serial??>${msg("motp-stop-title")}<#else>${msg("motp-link-title")}</#if>
  <#elseif section = "form">
    <@parts.assets />
    <#if motp.stopped??>
      <p role="status">${msg("motp-lost-stopped", motp.serial)}</p>
      <p>${msg("motp-stop-next")}</p>
    <#elseif motp.serial??>
      <form id="motp-form" class="${properties.kcFormClass!}" action="stop" method="post">
        <input type="hidden" name="token" value="${motp.token}">
        <p>${msg("motp-stop-text", motp.serial)}</p>
        <div class="motp-actions">
          <button id="motp-submit" type="submit" class="${properties.kcButtonPrimaryClass!} ${properties.kcButtonBlockClass!}">${msg("motp-stop-submit")}</button>
        </div>
      </form>
    <#else>
      <p>${msg("motp-link-outdated")}</p>
    </#if>
  </#if>
</@layout.registrationLayout>
