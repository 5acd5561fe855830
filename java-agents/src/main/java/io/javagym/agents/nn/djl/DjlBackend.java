package io.javagym.agents.nn.djl;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import io.javagym.agents.nn.Architecture;
import io.javagym.agents.nn.Backend;
import io.javagym.agents.nn.Network;
import io.javagym.random.NumpyGenerator;

/**
 * PyTorch's CPU library: convolutions, and the reference for the plain backend. Its first network
 * in a JVM takes a second, and the first ever three more, since the library is unpacked into {@code
 * ~/.djl.ai}, or into {@code DJL_CACHE_DIR}.
 */
public final class DjlBackend implements Backend {

  @Override
  public Network create(Architecture architecture, NumpyGenerator random) {
    // Read when the engine loads. Without the first one DJL asks the network for libraries.
    setUnlessSet("ai.djl.offline", "true");
    setUnlessSet("ai.djl.pytorch.num_threads", "1");
    setUnlessSet("ai.djl.pytorch.num_interop_threads", "1");
    NDManager manager;
    try {
      manager = Engine.getEngine("PyTorch").newBaseManager(Device.cpu());
    } catch (LinkageError | RuntimeException e) {
      throw new IllegalStateException(
          "PyTorch can't be loaded, which the djl backend needs: the jars of java-agents/target/lib belong beside javagym-agents.jar, in lib; they are for Linux on x86-64",
          e);
    }
    return new DjlNetwork(architecture, random, manager);
  }

  private static void setUnlessSet(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }

  @Override
  public String toString() {
    return "djl";
  }
}
