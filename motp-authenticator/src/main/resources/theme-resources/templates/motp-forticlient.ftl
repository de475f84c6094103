<#import "template.ftl" as layout>
<#import "motp-parts.ftl" as parts>
<@layout.registrationLayout; section>
  <#if section = "header">
    ${msg("motp-tile-forticlient")}
  <#elseif section = "form">
    <@parts.assets />
    <dl class="motp-answers">
      <#list ["14", "5", "455"] as number>
        <dt>${msg("motp-forticlient-" + number)}</dt>
        <dd>${msg("motp-forticlient-" + number + "-text")}</dd>
      </#list>
    </dl>
    <@parts.back />
  </#if>
</@layout.registrationLayout>
