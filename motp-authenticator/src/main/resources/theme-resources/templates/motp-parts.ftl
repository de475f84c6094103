<#-- What the MOTP pages share. Only template.ftl of the realm's theme is needed besides. -->

<#macro assets>
  <link rel="stylesheet" href="${url.resourcesPath}/css/motp-pages.css">
  <#if auth?has_content && auth.showUsername() && !auth.showResetCredentials()>
    <#-- Keycloak's own label names another field. -->
    <label for="kc-attempted-username" class="motp-visually-hidden">${msg("username")}</label>
  </#if>
</#macro>

<#-- Where in the registration the user is. -->
<#macro steps current>
  <ol class="motp-steps" aria-label="${msg("motp-step-list")}">
    <#local reached = true>
    <#list ["download", "way", "bind", "done"] as step>
      <li class="motp-steps__step<#if step == current> motp-steps__step--current<#elseif reached> motp-steps__step--past</#if>"
          <#if step == current>aria-current="step"</#if>>
        <#if step == current><#local reached = false></#if>
        <span>${msg("motp-step-" + step)}</span>
      </li>
    </#list>
  </ol>
</#macro>

<#-- A form that posts to Keycloak and says which page it comes from. -->
<#macro form step="">
  <form id="motp-form" class="${properties.kcFormClass!}" action="${url.loginAction}" method="post" novalidate>
    <#if step?has_content><input type="hidden" name="step" value="${step}"></#if>
    <#nested>
  </form>
</#macro>

<#-- A text field with its hint before and its error beside it. -->
<#macro input name label hint="" autocomplete="off" autofocus=false numeric=false maxlength="" value="">
  <#local error = messagesPerField.get(name)>
  <#local describedBy = []>
  <#if hint?has_content><#local describedBy += [name + "-hint"]></#if>
  <#if error?has_content><#local describedBy += [name + "-error"]></#if>
  <div class="${properties.kcFormGroupClass!}">
    <div class="${properties.kcFormGroupLabelClass!}">
      <label for="${name}" class="${properties.kcFormLabelClass!}">
        <span class="${properties.kcFormLabelTextClass!}">${label}</span>
      </label>
    </div>
    <#if hint?has_content>
      <p id="${name}-hint" class="motp-hint">${hint}</p>
    </#if>
    <span class="${properties.kcInputClass!}<#if error?has_content> ${properties.kcError!}</#if>">
      <input id="${name}" name="${name}" type="text" value="${value}" autocomplete="${autocomplete}"
             autocapitalize="none" spellcheck="false"
             <#if numeric>inputmode="numeric" class="motp-code"</#if>
             <#if maxlength?has_content>maxlength="${maxlength}"</#if>
             <#if autofocus>autofocus</#if>
             <#if error?has_content>aria-invalid="true"</#if>
             <#if describedBy?has_content>aria-describedby="${describedBy?join(" ")}"</#if>>
      <#if error?has_content>
        <span class="${properties.kcFormControlUtilClass!}">
          <span class="${properties.kcInputErrorIconStatusClass!}">
            <i class="${properties.kcInputErrorIconClass!}" aria-hidden="true"></i>
          </span>
        </span>
      </#if>
    </span>
    <#if error?has_content>
      <div class="${properties.kcFormHelperTextClass!}" aria-live="polite">
        <div class="${properties.kcInputHelperTextClass!}">
          <div class="${properties.kcInputHelperTextItemClass!} ${properties.kcError!}">
            <span id="${name}-error" class="${properties.kcInputErrorMessageClass!}">${error}</span>
          </div>
        </div>
      </div>
    </#if>
  </div>
</#macro>

<#-- No maxlength: full-width digits and spaces are welcome, the server puts them right. -->
<#macro code hint="">
  <@input name="otp" label=msg("motp-code-label") hint=hint autocomplete="one-time-code" autofocus=true numeric=true />
</#macro>

<#-- The page's one submit button, and the way out where the user came from the account console. -->
<#macro actions submit>
  <div class="${properties.kcFormGroupClass!}">
    <div class="motp-actions">
      <button id="motp-submit" type="submit" class="${properties.kcButtonPrimaryClass!} ${properties.kcButtonBlockClass!}">${submit}</button>
      <@cancel />
    </div>
  </div>
</#macro>

<#macro cancel>
  <#if isAppInitiatedAction??>
    <button id="motp-cancel" type="submit" name="cancel-aia" value="true"
            class="${properties.kcButtonSecondaryClass!} ${properties.kcButtonBlockClass!}">${msg("motp-register-cancel")}</button>
  </#if>
</#macro>

<#-- The table of one's token as the manual shows it. -->
<#macro token serial state expires="--" type="software">
  <table class="motp-table">
    <caption class="motp-visually-hidden">${msg("motp-table-caption")}</caption>
    <thead>
      <tr>
        <th scope="col">${msg("motp-table-type")}</th>
        <th scope="col">${msg("motp-table-serial")}</th>
        <th scope="col">${msg("motp-table-expires")}</th>
        <th scope="col">${msg("motp-table-state")}</th>
      </tr>
    </thead>
    <tbody>
      <tr>
        <td data-label="${msg("motp-table-type")}">${msg("motp-type-" + type)}</td>
        <td data-label="${msg("motp-table-serial")}"><span id="motp-serial" class="motp-serial">${serial}</span></td>
        <td data-label="${msg("motp-table-expires")}">${expires}</td>
        <td data-label="${msg("motp-table-state")}">${msg("motp-state-" + state)}</td>
      </tr>
    </tbody>
  </table>
</#macro>

<#-- The user's phone instead of a code. -->
<#macro phone label>
  <form class="motp-phone" action="${url.loginAction}" method="post">
    <button id="motp-phone" type="submit" name="help" value="phone"
            class="${properties.kcButtonSecondaryClass!} ${properties.kcButtonBlockClass!}">${label}</button>
  </form>
</#macro>

<#-- What to do when a code is not at hand or is refused: each posts to the code page. -->
<#macro help>
  <form class="motp-help" action="${url.loginAction}" method="post">
    <button id="motp-help-resync" type="submit" name="help" value="resync" class="motp-link">${msg("motp-help-resync")}</button>
    <button id="motp-help-lost" type="submit" name="help" value="lost" class="motp-link">${msg("motp-help-lost")}</button>
  </form>
</#macro>

<#-- From one way to register back to the choice. -->
<#macro otherWay>
  <form class="motp-help" action="${url.loginAction}" method="post">
    <button id="motp-other-way" type="submit" name="step" value="download" class="motp-link">${msg("motp-ways-other")}</button>
  </form>
</#macro>

<#macro back>
  <form class="motp-help" action="${url.loginAction}" method="post">
    <button id="motp-back" type="submit" name="help" value="back" class="motp-link">${msg("motp-help-back")}</button>
  </form>
</#macro>
