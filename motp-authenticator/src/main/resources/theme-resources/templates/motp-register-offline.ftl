<#import "template.ftl" as layout>
<#import "motp-parts.ftl" as parts>
<@layout.registrationLayout displayMessage=!messagesPerField.existsError("otp", "name"); section>
  <#if section = "header">
    ${msg("motp-offline-title")}
  <#elseif section = "form">
    <@parts.assets />
    <@parts.steps current="bind" />
    <@parts.form step="offline">
      <input type="hidden" name="serial" value="${motp.serial}">
      <@parts.token serial=motp.serial state="initial" expires=(motp.expires)!"--" />
      <div class="motp-scan">
        <p>${msg("motp-offline-scan")}</p>
        <img id="motp-qr" class="motp-qr" src="${motp.qr}" width="240" height="240" alt="${msg("motp-offline-qr")}">
      </div>
      <div>
        <p id="motp-key-label">${msg("motp-offline-type")}</p>
        <p class="motp-key">
          <code id="motp-key">${motp.key}</code>
          <button id="motp-copy" type="button" class="${properties.kcButtonSecondaryClass!}" hidden
                  data-copy="motp-key" data-copied="${msg("motp-offline-copied")}" aria-describedby="motp-key-label">${msg("motp-offline-copy")}</button>
        </p>
      </div>
      <@parts.code hint=msg("motp-offline-prove") />
      <@parts.input name="name" label=msg("motp-offline-name") maxlength="64" />
      <@parts.actions submit=msg("motp-offline-submit") />
    </@parts.form>
    <@parts.otherWay />
    <script type="module" src="${url.resourcesPath}/js/motp-copy.js"></script>
  </#if>
</@layout.registrationLayout>
