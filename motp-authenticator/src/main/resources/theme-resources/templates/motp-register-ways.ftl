<#import "template.ftl" as layout>
<#import "motp-parts.ftl" as parts>
<#macro way id>
  <li>
    <button id="motp-way-${id}" type="submit" name="way" value="${id}" class="motp-tile motp-tile--button"
            aria-describedby="motp-way-${id}-text">
      <span class="motp-tile__title">${msg("motp-way-" + id)}</span>
      <span id="motp-way-${id}-text">${msg("motp-way-" + id + "-text")}</span>
    </button>
  </li>
</#macro>
<@layout.registrationLayout; section>
  <#if section = "header">
    ${msg("motp-ways-title")}
  <#elseif section = "form">
    <@parts.assets />
    <@parts.steps current="way" />
    <@parts.form step="ways">
      <p>${msg("motp-ways-text")}</p>
      <#-- In the manual's order: hardware, offline, online. -->
      <ul class="motp-tiles">
        <#list motp.ways as id><@way id=id /></#list>
      </ul>
      <p><button id="motp-invitation" type="submit" name="mail" value="true" class="motp-link">${msg("motp-invitation-link")}</button></p>
      <div class="motp-actions"><@parts.cancel /></div>
    </@parts.form>
  </#if>
</@layout.registrationLayout>
