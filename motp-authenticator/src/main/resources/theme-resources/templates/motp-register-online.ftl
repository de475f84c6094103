<#import "template.ftl" as layout>
<#import "motp-parts.ftl" as parts>
<@layout.registrationLayout displayMessage=!messagesPerField.existsError("otp"); section>
  <#if section = "header">
    ${msg("motp-online-title")}
  <#elseif section = "form">
    <@parts.assets />
    <@parts.steps current="bind" />
    <@parts.form step="online">
      <input type="hidden" name="serial" value="${motp.serial}">
      <@parts.token serial=motp.serial state="initial" />
      <#if motp.device??>
        <p id="motp-device" role="status">${msg("motp-online-claimed", motp.device)}</p>
        <div id="motp-again" class="motp-warning" role="alert" <#if !motp.again>hidden</#if>>
          <p>${msg("motp-online-again")}</p>
          <p>${msg("motp-online-again-next", motp.device)}</p>
        </div>
        <@parts.input name="otp" label=msg("motp-online-digits") hint=msg("motp-online-digits-hint")
                      autofocus=true numeric=true />
        <#if motp.replaceable?has_content>
          <fieldset class="motp-choice">
            <legend>${msg("motp-online-replaces")}</legend>
            <#list motp.replaceable as app>
              <label class="motp-choice__item">
                <input type="radio" name="replaces" value="${app.serial}" <#if app.chosen>checked</#if>>
                <span>${msg("motp-online-replaces-one", app.device)} · <span class="motp-serial">${app.serial}</span> · ${msg(app.state)}</span>
              </label>
            </#list>
            <label class="motp-choice__item">
              <input type="radio" name="replaces" value="" <#if !motp.replaceable?filter(app -> app.chosen)?has_content>checked</#if>>
              <span>${msg("motp-online-replaces-none")}</span>
            </label>
          </fieldset>
        </#if>
        <@parts.actions submit=msg("motp-online-submit") />
      <#else>
        <div class="motp-scan motp-download__scan">
          <p>${msg("motp-online-scan")}</p>
          <img id="motp-qr" class="motp-qr" src="${motp.qr}" width="240" height="240" alt="${msg("motp-online-qr")}">
        </div>
        <#-- A phone cannot scan its own screen. -->
        <p class="motp-open"><a id="motp-open" class="${properties.kcButtonSecondaryClass!} ${properties.kcButtonBlockClass!}"
           href="${motp.uri}" target="_blank" rel="noopener noreferrer">${msg("motp-online-open")}</a></p>
        <div>
          <p id="motp-key-label">${msg("motp-online-type")}</p>
          <p class="motp-key">
            <code id="motp-key">${motp.key}</code>
          </p>
        </div>
        <p id="motp-waiting" role="status" data-waiting="${msg("motp-online-wait")}">${msg("motp-online-then")}</p>
        <@parts.actions submit=msg("motp-register-next") />
      </#if>
    </@parts.form>
    <form class="motp-help" action="${url.loginAction}" method="post">
      <input type="hidden" name="serial" value="${motp.serial}">
      <#if motp.device??>
        <button id="motp-restart" type="submit" name="restart" value="true" class="motp-link">${msg("motp-online-restart")}</button>
        <input type="hidden" name="step" value="online">
      <#else>
        <button id="motp-other-way" type="submit" name="step" value="download" class="motp-link">${msg("motp-ways-other")}</button>
      </#if>
    </form>
    <script type="module" src="${url.resourcesPath}/js/motp-online.js" id="motp-online"
            data-status="${motp.status}" data-state="${motp.device???then("claimed", "waiting")}"></script>
  </#if>
</@layout.registrationLayout>
