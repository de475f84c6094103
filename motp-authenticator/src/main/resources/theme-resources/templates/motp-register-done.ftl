<#import "template.ftl" as layout>
<#import "motp-parts.ftl" as parts>
<@layout.registrationLayout; section>
  <#if section = "header">
    ${msg("motp-done-title")}
  <#elseif section = "form">
    <@parts.assets />
    <@parts.steps current="done" />
    <@parts.form step="done">
      <p role="status">${msg("motp-done-text")}</p>
      <@parts.token type=motp.type serial=motp.serial state="active" expires=(motp.expires)!"--" />
      <div class="motp-actions">
        <button id="motp-submit" type="submit" autofocus class="${properties.kcButtonPrimaryClass!} ${properties.kcButtonBlockClass!}">${msg("motp-register-next")}</button>
      </div>
    </@parts.form>
  </#if>
</@layout.registrationLayout>
