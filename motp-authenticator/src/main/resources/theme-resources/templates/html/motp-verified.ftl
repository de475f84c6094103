<#import "template.ftl" as layout>
<#macro lines text><#list text?split("\n") as line>${line}<#sep><br></#list></#macro>
<@layout.emailLayout>
<div lang="zh-TW">
  <p>您好，</p>
  <p><strong>${username}</strong> 帳號驗證 OTP 成功。</p>
  <#if time?has_content || address?has_content>
  <p>
    <#if time?has_content>時間：${time}<br></#if>
    <#if address?has_content>來源位址：${address}</#if>
  </p>
  </#if>
  <p>感謝您使用 MOTP。</p>
  <p><@lines text=signatureZh /></p>
</div>
<hr>
<div lang="en">
  <p>Hello Sir,</p>
  <p>Account <strong>${username}</strong> had verified OTP successfully.</p>
  <#if time?has_content || address?has_content>
  <p>
    <#if time?has_content>Time: ${time}<br></#if>
    <#if address?has_content>Address: ${address}</#if>
  </p>
  </#if>
  <p><@lines text=signatureEn /></p>
</div>
</@layout.emailLayout>
