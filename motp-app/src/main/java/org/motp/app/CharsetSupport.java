package org.motp.app;

import java.nio.charset.Charset;
import java.nio.charset.UnsupportedCharsetException;
import org.teavm.model.AccessLevel;
import org.teavm.model.ClassHolder;
import org.teavm.model.ClassHolderTransformer;
import org.teavm.model.ClassHolderTransformerContext;
import org.teavm.model.ElementModifier;
import org.teavm.model.MethodDescriptor;
import org.teavm.model.MethodHolder;
import org.teavm.model.emit.ProgramEmitter;
import org.teavm.vm.spi.TeaVMHost;
import org.teavm.vm.spi.TeaVMPlugin;

/** Gives TeaVM the method {@link Charset#isSupported}, which it lacks and ZXing calls. */
public final class CharsetSupport implements TeaVMPlugin, ClassHolderTransformer {
  private static final MethodDescriptor IS_SUPPORTED =
      new MethodDescriptor("isSupported", String.class, boolean.class);

  @Override
  public void install(TeaVMHost host) {
    host.add(this);
  }

  @Override
  public void transformClass(ClassHolder type, ClassHolderTransformerContext context) {
    if (!type.getName().equals(Charset.class.getName()) || type.getMethod(IS_SUPPORTED) != null) {
      return;
    }
    MethodHolder method = new MethodHolder(IS_SUPPORTED);
    method.setLevel(AccessLevel.PUBLIC);
    method.getModifiers().add(ElementModifier.STATIC);
    ProgramEmitter body = ProgramEmitter.create(method, context.getHierarchy());
    body.invoke(CharsetSupport.class, "isSupported", boolean.class, body.var(1, String.class))
        .returnValue();
    type.addMethod(method);
  }

  static boolean isSupported(String name) {
    try {
      Charset.forName(name);
      return true;
    } catch (UnsupportedCharsetException e) {
      return false;
    }
  }
}
