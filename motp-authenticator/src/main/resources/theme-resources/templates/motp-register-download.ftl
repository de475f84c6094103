<#import "template.ftl" as layout>
<#import "motp-parts.ftl" as parts>
<@layout.registrationLayout; section>
  <#if section = "header">
    ${msg("motp-download-title")}
  <#elseif section = "form">
    <@parts.assets />
    <@parts.steps current="download" />
    <@parts.form step="download">
      <#-- A phone cannot scan its own screen: there the style sheet shows buttons instead of QR codes. -->
      <#if motp.links?has_content><p class="motp-download__scan">${msg("motp-download-scan")}</p></#if>
      <p class="<#if motp.links?has_content>motp-download__install</#if>">${msg("motp-download-install")}</p>
      <ul class="motp-tiles">
        <#list motp.links as link>
          <li class="motp-tile motp-download">
            <h2 id="motp-download-${link.platform}" class="motp-tile__title">${msg("motp-download-" + link.platform)}</h2>
            <img class="motp-qr motp-download__qr" src="${link.qr}" width="160" height="160"
                 alt="${msg("motp-download-qr", msg("motp-download-" + link.platform))}">
            <a class="motp-download__link" href="${link.url}" target="_blank" rel="noopener noreferrer"
               aria-describedby="motp-download-${link.platform}"
              ><span class="motp-download__address">${link.url}</span
              ><span class="motp-download__button ${properties.kcButtonSecondaryClass!} ${properties.kcButtonBlockClass!}">${msg("motp-download-open")}</span
            ></a>
          </li>
        </#list>
      </ul>
      <@parts.actions submit=msg("motp-download-next") />
    </@parts.form>
  </#if>
</@layout.registrationLayout>
