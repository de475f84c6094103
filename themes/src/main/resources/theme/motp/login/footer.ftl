<#-- Keycloak's template.ftl draws this on every page; it is the place where configuration becomes CSS. -->
<#macro content>
  <#local color = (realm.attributes["motp.theme.color"])!(properties.motpColor)>
  <#local logo = (realm.attributes["motp.theme.logo"])!(properties.motpLogo)>
  <style>
    :root {
      <#if color?matches(r"[#a-zA-Z0-9(),.%/ -]+")>--motp-color: ${color?no_esc};</#if>
      <#if logo?matches(r"https?://[^\s'()<>\\]+|/[^\s'()<>\\]*|data:image/[a-zA-Z0-9+.;,/=%-]+")>--motp-logo: url('${logo?no_esc}');</#if>
    }
  </style>
</#macro>
