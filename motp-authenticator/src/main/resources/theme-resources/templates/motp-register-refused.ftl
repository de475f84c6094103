<#import "template.ftl" as layout>
<#import "motp-parts.ftl" as parts>
<@layout.registrationLayout; section>
  <#if section = "header">
    ${msg("motp-register-refused-title")}
  <#elseif section = "form">
    <@parts.assets />
    <@parts.form>
      <p><#if motp.parameters?has_content>${msg(motp.reason, motp.parameters[0]?c)}<#else>${msg(motp.reason)}</#if></p>
      <@parts.actions submit=msg("motp-unusable-retry") />
    </@parts.form>
  </#if>
</@layout.registrationLayout>
