package org.motp.tests.screen;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The app's service worker on a phone, by the doors that Chromium has for developers: here come
 * push messages without a push service, and presses of notifications. Belongs to one thread.
 */
public final class AppWorker {
  private static final String SHOWN =
      """
      (async () => (await registration.getNotifications())
        .map(({title, body, lang}) => [title, body, lang].join("\\n")))()""";

  /** An event that no browser has sent: what it does is waited for, and no window opens by it. */
  private static final String DISPATCH =
      """
      (async () => {
        let done;
        const opened = [];
        Clients.prototype.openWindow = async (address) => { opened.push("opens " + address); };
        WindowClient.prototype.focus = async function () { opened.push("shows " + this.url.replace(/#.*/, "")); };
        if (%s) {
          Clients.prototype.matchAll = async () => [];
        }
        const event = await (%s)();
        Object.defineProperty(event, "waitUntil", {value: (work) => { done = work; }});
        self.dispatchEvent(event);
        await done;
        return opened;
      })()""";

  private static final String CLICK =
      """
      async () => {
        const [notification] = await registration.getNotifications();
        return new NotificationEvent("notificationclick", {notification});
      }""";

  private static final String RESUBSCRIBED =
      """
      async () => {
        const event = new ExtendableEvent("pushsubscriptionchange");
        const newSubscription = {toJSON: () => (%s)};
        Object.defineProperties(event, {oldSubscription: {value: null}, newSubscription: {value: newSubscription}});
        return event;
      }""";

  private final Page page;
  private final CDPSession tools;
  private final Map<Integer, JsonObject> answers = new HashMap<>();
  private String registration = "";
  private String worker = "";
  private int questions;

  /**
   * @param page one whose app has installed its worker
   */
  AppWorker(Page page) {
    this.page = page;
    tools = page.context().newCDPSession(page);
    tools.on("ServiceWorker.workerRegistrationUpdated", this::learnRegistration);
    tools.on("Target.attachedToTarget", this::learnWorker);
    tools.on("Target.receivedMessageFromTarget", this::learnAnswer);
    tools.send("ServiceWorker.enable");
    JsonObject all = new JsonObject();
    all.addProperty("autoAttach", true);
    all.addProperty("waitForDebuggerOnStart", false);
    all.addProperty("flatten", false);
    tools.send("Target.setAutoAttach", all);
    page.waitForCondition(() -> !registration.isEmpty() && !worker.isEmpty());
  }

  private void learnRegistration(JsonObject event) {
    for (JsonElement one : event.getAsJsonArray("registrations")) {
      registration = one.getAsJsonObject().get("registrationId").getAsString();
    }
  }

  private void learnWorker(JsonObject event) {
    if (event.getAsJsonObject("targetInfo").get("type").getAsString().equals("service_worker")) {
      worker = event.get("sessionId").getAsString();
    }
  }

  private void learnAnswer(JsonObject event) {
    JsonObject message =
        JsonParser.parseString(event.get("message").getAsString()).getAsJsonObject();
    if (message.has("id")) {
      answers.put(message.get("id").getAsInt(), message);
    }
  }

  /**
   * A push message arrives.
   *
   * @param data what the browser has decrypted
   */
  public void receives(String origin, String data) {
    JsonObject message = new JsonObject();
    message.addProperty("origin", origin);
    message.addProperty("registrationId", registration);
    message.addProperty("data", data);
    tools.send("ServiceWorker.deliverPushMessage", message);
  }

  /** The notifications that can be seen: title, text and language, each on a line. */
  public List<String> notifications() {
    return texts(SHOWN);
  }

  /** The user wipes all notifications away. */
  public void wipesNotifications() {
    texts(
        "(async () => { (await registration.getNotifications()).forEach((n) => n.close()); return []; })()");
  }

  /** The user presses the notification; what the worker shows. */
  public List<String> pressesNotification() {
    return texts(DISPATCH.formatted(false, CLICK));
  }

  /** The same as if the app were closed; what the worker opens. */
  public List<String> pressesNotificationWithoutTheApp() {
    return texts(DISPATCH.formatted(true, CLICK));
  }

  /**
   * The browser has subscribed anew.
   *
   * @param subscription as PushSubscription.toJSON() makes it
   */
  public void hasNewSubscription(String subscription) {
    texts(DISPATCH.formatted(false, RESUBSCRIBED.formatted(subscription)));
  }

  private List<String> texts(String expression) {
    int id = ++questions;
    JsonObject parameters = new JsonObject();
    parameters.addProperty("expression", expression);
    parameters.addProperty("awaitPromise", true);
    parameters.addProperty("returnByValue", true);
    JsonObject question = new JsonObject();
    question.addProperty("id", id);
    question.addProperty("method", "Runtime.evaluate");
    question.add("params", parameters);
    JsonObject message = new JsonObject();
    message.addProperty("sessionId", worker);
    message.addProperty("message", question.toString());
    tools.send("Target.sendMessageToTarget", message);
    page.waitForCondition(() -> answers.containsKey(id));
    JsonObject result = answers.remove(id).getAsJsonObject("result");
    if (result == null || result.has("exceptionDetails")) {
      throw new AssertionError("the worker cannot: " + result);
    }
    return result.getAsJsonObject("result").getAsJsonArray("value").asList().stream()
        .map(JsonElement::getAsString)
        .toList();
  }
}
