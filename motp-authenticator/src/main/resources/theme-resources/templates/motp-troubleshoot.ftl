<#import "template.ftl" as layout>
<#import "motp-parts.ftl" as parts>
<#macro tile help>
  <li>
    <button id="motp-tile-${help}" type="submit" name="help" value="${help}" class="motp-tile motp-tile--button"
            aria-describedby="motp-tile-${help}-text">
      <span class="motp-tile__title">${msg("motp-tile-" + help)}</span>
      <span id="motp-tile-${help}-text">${msg("motp-tile-" + help + "-text")}</span>
    </button>
  </li>
</#macro>
<@layout.registrationLayout; section>
  <#if section = "header">
    ${msg("motp-troubleshoot-title")}
  <#elseif section = "form">
    <@parts.assets />
    <#if motp.tokens?has_content>
      <table id="motp-tokens" class="motp-table">
        <caption class="motp-visually-hidden">${msg("motp-table-caption")}</caption>
        <thead>
          <tr>
            <#list ["type", "serial", "expires", "state", "used", "remove"] as column>
              <th scope="col">${msg("motp-table-" + column)}</th>
            </#list>
          </tr>
        </thead>
        <tbody>
          <#list motp.tokens as token>
            <tr>
              <td data-label="${msg("motp-table-type")}"><span>${msg("motp-info-" + token.type)}<#if token.device??><br><span class="motp-device">${token.device}</span></#if></span></td>
              <td data-label="${msg("motp-table-serial")}"><span class="motp-serial">${token.serial}</span></td>
              <td data-label="${msg("motp-table-expires")}">${token.expires}</td>
              <td data-label="${msg("motp-table-state")}">${msg(token.state)}</td>
              <td data-label="${msg("motp-table-used")}"><span>${token.lastUsed}<#if token.lastSeen??><br><span class="motp-device">${msg("motp-table-seen")}<br>${token.lastSeen}</span></#if></span></td>
              <td data-label="">
                <form action="${url.loginAction}" method="post">
                  <input type="hidden" name="serial" value="${token.serial}">
                  <button type="submit" name="help" value="remove" class="motp-link"
                          aria-label="${msg("motp-remove-one", token.serial)}">${msg("motp-table-remove")}</button>
                </form>
              </td>
            </tr>
          </#list>
        </tbody>
      </table>
    <#else>
      <p>${msg("motp-troubleshoot-none")}</p>
    </#if>
    <@parts.form>
      <ul class="motp-tiles">
        <@tile help="register" />
        <@tile help="code" />
        <@tile help="lost" />
        <@tile help="forticlient" />
      </ul>
      <div class="motp-actions">
        <button id="motp-submit" type="submit" name="help" value="done"
                class="${properties.kcButtonSecondaryClass!} ${properties.kcButtonBlockClass!}">${msg("motp-troubleshoot-done")}</button>
      </div>
    </@parts.form>
  </#if>
</@layout.registrationLayout>
