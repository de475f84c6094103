<#import "template.ftl" as layout>
<#macro lines text><#list text?split("\n") as line>${line}<#sep><br></#list></#macro>
<@layout.emailLayout>
<div lang="zh-TW">
  <p>您好，</p>
<#switch occasion>
<#case "registered"><p>帳號 <strong>${username}</strong> 已註冊新的載具 <strong>${serial}</strong>。</p><#break>
<#case "removed"><p>帳號 <strong>${username}</strong> 的載具 <strong>${serial}</strong> 已移除。</p><#break>
<#case "lost"><p>帳號 <strong>${username}</strong> 的載具 <strong>${serial}</strong> 已掛失，立即停止使用。請洽客服小組協助註冊新的載具。</p><#break>
<#case "locked"><p>帳號 <strong>${username}</strong> 的載具 <strong>${serial}</strong> 因多次輸入錯誤而暫時鎖定，稍後會自動恢復。</p><#break>
<#case "denied"><p>有人以帳號 <strong>${username}</strong> 的密碼登入，您已在手機上拒絕，這次登入沒有成功。請立即變更密碼。在您以驗證碼登入之前，系統暫不再詢問您的手機。</p><#break>
<#case "expiring"><p>帳號 <strong>${username}</strong> 的載具 <strong>${serial}</strong> 將於 ${days} 天內到期，請登入「狀況排除」註冊新的載具。</p><#break>
<#case "claimed-again"><p>帳號 <strong>${username}</strong> 正在註冊的載具 <strong>${serial}</strong>，其二維碼已有一支手機使用，又有另一支手機嘗試使用，已被拒絕。</p><p>若您只用一支手機掃描了一次，表示有人看到了您的二維碼。請回到註冊頁面，確認頁面上的手機名稱是您的手機；若不是，請選擇「以新的二維碼重新開始」。</p><#break>
<#case "invited"><p>請在要註冊的手機上開啟下列連結，登入後繼續註冊。連結只能使用一次，十分鐘內有效。</p><p><a href="${link}">${link}</a></p><#break>
</#switch>
  <p>
    時間：${time}<br>
    <#if address?has_content>來源位址：${address}</#if>
  </p>
  <#if occasion == "registered"><p>若不是您本人操作，請立即<a href="${link}">停用這個載具</a>，並變更密碼。</p>
  <#else><p>若不是您本人操作，請變更密碼並立即洽客服小組。</p></#if>
  <p><@lines text=signatureZh /></p>
</div>
<hr>
<div lang="en">
  <p>Hello,</p>
<#switch occasion>
<#case "registered"><p>A new token <strong>${serial}</strong> has been registered for account <strong>${username}</strong>.</p><#break>
<#case "removed"><p>Token <strong>${serial}</strong> of account <strong>${username}</strong> has been removed.</p><#break>
<#case "lost"><p>Token <strong>${serial}</strong> of account <strong>${username}</strong> was reported lost and has been stopped. Ask the helpdesk to help you register a new one.</p><#break>
<#case "locked"><p>Token <strong>${serial}</strong> of account <strong>${username}</strong> is locked for a while after too many wrong codes.</p><#break>
<#case "denied"><p>Somebody tried to log in with the password of account <strong>${username}</strong>. You denied it on your phone, and the login failed. Change your password now. Your phone will not be asked again until you log in with a code, for a day at most.</p><#break>
<#case "expiring"><p>Token <strong>${serial}</strong> of account <strong>${username}</strong> expires within ${days} day(s). Register a new one under Troubleshooting.</p><#break>
<#case "claimed-again"><p>The QR code of token <strong>${serial}</strong>, which account <strong>${username}</strong> is registering, was used by one phone, and then another phone tried to use it and was refused.</p><p>If you scanned it once, with one phone, somebody has seen your QR code. Go back to the registration page and look whether the phone that it names is yours; if it is not, choose "Start over with a new QR code".</p><#break>
<#case "invited"><p>Open the link below on the phone that you want to register, and log in to go on. It works once, within ten minutes.</p><p><a href="${link}">${link}</a></p><#break>
</#switch>
  <p>
    Time: ${time}<br>
    <#if address?has_content>Address: ${address}</#if>
  </p>
  <#if occasion == "registered"><p>If this was not you, <a href="${link}">stop this token</a> at once and change your password.</p>
  <#else><p>If this was not you, change your password and tell the helpdesk at once.</p></#if>
  <p><@lines text=signatureEn /></p>
</div>
</@layout.emailLayout>
