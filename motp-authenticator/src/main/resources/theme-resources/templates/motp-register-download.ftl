<#import "template.ftl" as layout>
<#import "motp-parts.ftl" as parts>
<#macro platform id apps>
  <li class="motp-tile">
    <h2 class="motp-tile__title">${msg("motp-download-" + id)}</h2>
    <p>${msg("motp-download-" + id + "-text")}</p>
    <p class="motp-tile__apps" lang="en"><#list apps as app><span>${app}</span></#list></p>
  </li>
</#macro>
<@layout.registrationLayout; section>
  <#if section = "header">
    ${msg("motp-download-title")}
  <#elseif section = "form">
    <@parts.assets />
    <#if (motp.full)!false>
      <#-- The message above says why; there is nothing to do but to go back. -->
      <@parts.form step="download"><@parts.cancel /></@parts.form>
    <#else>
      <@parts.steps current="download" />
      <@parts.form step="download">
        <p>${msg("motp-download-text")}</p>
        <ul class="motp-tiles">
          <@platform id="iphone" apps=["Google Authenticator", "Microsoft Authenticator"] />
          <@platform id="android" apps=["Google Authenticator", "Microsoft Authenticator", "Aegis"] />
          <@platform id="nostore" apps=["Microsoft Authenticator"] />
        </ul>
        <@parts.actions submit=msg("motp-download-next") />
      </@parts.form>
    </#if>
  </#if>
</@layout.registrationLayout>
