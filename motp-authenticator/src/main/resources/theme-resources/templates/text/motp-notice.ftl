<#ftl output_format="plainText">
您好，

<#switch occasion>
<#case "registered">帳號 ${username} 已註冊新的載具 ${serial}。
<#break>
<#case "removed">帳號 ${username} 的載具 ${serial} 已移除。
<#break>
<#case "lost">帳號 ${username} 的載具 ${serial} 已掛失，立即停止使用。請洽客服小組協助註冊新的載具。
<#break>
<#case "locked">帳號 ${username} 的載具 ${serial} 因多次輸入錯誤而暫時鎖定，稍後會自動恢復。
<#break>
<#case "denied">有人以帳號 ${username} 的密碼登入，您已在手機上拒絕，這次登入沒有成功。請立即變更密碼。在您以驗證碼登入之前，系統暫不再詢問您的手機。
<#break>
<#case "expiring">帳號 ${username} 的載具 ${serial} 將於 ${days} 天內到期，請登入「狀況排除」註冊新的載具。
<#break>
<#case "claimed-again">帳號 ${username} 正在註冊的載具 ${serial}，其二維碼已有一支手機使用，又有另一支手機嘗試使用，已被拒絕。
若您只用一支手機掃描了一次，表示有人看到了您的二維碼。請回到註冊頁面，確認頁面上的手機名稱是您的手機；若不是，請選擇「以新的二維碼重新開始」。
<#break>
<#case "invited">請在要註冊的手機上開啟下列連結，登入後繼續註冊。連結只能使用一次，十分鐘內有效。
${link}
<#break>
</#switch>
時間：${time}
<#if address?has_content>
來源位址：${address}
</#if>

<#if occasion == "registered">
若不是您本人操作，請立即開啟下列連結停用這個載具，並變更密碼：
${link}
<#else>
若不是您本人操作，請變更密碼並立即洽客服小組。
</#if>

${signatureZh}

----------------------------------------

Hello,

<#switch occasion>
<#case "registered">A new token ${serial} has been registered for account ${username}.
<#break>
<#case "removed">Token ${serial} of account ${username} has been removed.
<#break>
<#case "lost">Token ${serial} of account ${username} was reported lost and has been stopped. Ask the helpdesk to help you register a new one.
<#break>
<#case "locked">Token ${serial} of account ${username} is locked for a while after too many wrong codes.
<#break>
<#case "denied">Somebody tried to log in with the password of account ${username}. You denied it on your phone, and the login failed. Change your password now. Your phone will not be asked again until you log in with a code, for a day at most.
<#break>
<#case "expiring">Token ${serial} of account ${username} expires within ${days} day(s). Register a new one under Troubleshooting.
<#break>
<#case "claimed-again">The QR code of token ${serial}, which account ${username} is registering, was used by one phone, and then another phone tried to use it and was refused.
If you scanned it once, with one phone, somebody has seen your QR code. Go back to the registration page and look whether the phone that it names is yours; if it is not, choose "Start over with a new QR code".
<#break>
<#case "invited">Open the link below on the phone that you want to register, and log in to go on. It works once, within ten minutes.
${link}
<#break>
</#switch>
Time: ${time}
<#if address?has_content>
Address: ${address}
</#if>

<#if occasion == "registered">
If this was not you, open this link at once to stop the token, and change your password:
${link}
<#else>
If this was not you, change your password and tell the helpdesk at once.
</#if>

${signatureEn}
