<#import "template.ftl" as layout>
<#import "motp-parts.ftl" as parts>
<@layout.registrationLayout; section>
  <#if section = "header">
    ${msg("motp-register-replace-title")}
  <#elseif section = "form">
    <@parts.assets />
    <@parts.form step="replace">
      <fieldset class="motp-choice">
        <legend>${msg("motp-register-replace", motp.most?c)}</legend>
        <#list motp.tokens as token>
          <label class="motp-choice__item">
            <input type="radio" name="replaces" value="${token.serial}" required>
            <span><#if token.device??>${token.device}<#else>${msg("motp-info-" + token.type)}</#if> · <span class="motp-serial">${token.serial}</span> · ${msg(token.state)}</span>
          </label>
        </#list>
      </fieldset>
      <@parts.actions submit=msg("motp-register-next") />
    </@parts.form>
  </#if>
</@layout.registrationLayout>
