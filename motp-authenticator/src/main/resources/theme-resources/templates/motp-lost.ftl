<#import "template.ftl" as layout>
<#import "motp-parts.ftl" as parts>
<@layout.registrationLayout; section>
  <#if section = "header">
    ${msg("motp-lost-title")}
  <#elseif section = "form">
    <@parts.assets />
    <#if motp.stopped??>
      <p role="status">${msg("motp-lost-stopped", motp.stopped?join(", "))}</p>
      <p>${msg("motp-lost-next")}</p>
      <@parts.back />
    <#elseif motp.tokens?has_content>
      <@parts.form>
        <p>${msg("motp-lost-text")}</p>
        <fieldset class="motp-choice">
          <legend>${msg("motp-lost-which")}</legend>
          <#list motp.tokens as token>
            <label class="motp-choice__item">
              <input type="checkbox" name="serial" value="${token.serial}" <#if motp.tokens?size == 1>checked</#if>>
              <span>${msg("motp-info-" + token.type)} · <span class="motp-serial">${token.serial}</span> · ${msg(token.state)}</span>
            </label>
          </#list>
        </fieldset>
        <input type="hidden" name="help" value="stop">
        <@parts.actions submit=msg("motp-lost-submit") />
      </@parts.form>
      <@parts.back />
    <#else>
      <p>${msg("motp-lost-none")}</p>
      <@parts.back />
    </#if>
  </#if>
</@layout.registrationLayout>
