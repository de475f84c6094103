<#ftl output_format="plainText">
您好，

${username} 帳號驗證 OTP 成功。
<#if time?has_content>
時間：${time}
</#if>
<#if address?has_content>
來源位址：${address}
</#if>

感謝您使用 MOTP。

${signatureZh}

----------------------------------------

Hello Sir,

Account ${username} had verified OTP successfully.
<#if time?has_content>
Time: ${time}
</#if>
<#if address?has_content>
Address: ${address}
</#if>

${signatureEn}
