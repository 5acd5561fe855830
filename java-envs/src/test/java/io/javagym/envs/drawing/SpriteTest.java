package io.javagym.envs.drawing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SpriteTest {
  private static final Sprite SPRITE =
      new Sprite(2, 2, new int[] {0xff000001, 0xff000002, 0xff000003, 0x00000004});

  @Test
  void transparentPixelsLeaveTheCanvasAsItIs() {
    Canvas canvas = Canvas.downward(3, 2);

    SPRITE.draw(canvas, 1, 0);

    assertThat(canvas.frame().rgb())
        .containsExactly(0, 0, 0, 0, 0, 1, 0, 0, 2, 0, 0, 0, 0, 0, 3, 0, 0, 0);
  }

  @Test
  void flippingSwapsSides() {
    assertThat(SPRITE.flipped(true, false).argb())
        .containsExactly(0xff000002, 0xff000001, 0x00000004, 0xff000003);
    assertThat(SPRITE.flipped(false, true).argb())
        .containsExactly(0xff000003, 0x00000004, 0xff000001, 0xff000002);
  }

  @Test
  void scalingTakesTheNearestPixel() {
    assertThat(SPRITE.scaled(2, 2)).isSameAs(SPRITE);
    assertThat(SPRITE.scaled(4, 1).argb())
        .containsExactly(0xff000003, 0xff000003, 0x00000004, 0x00000004);
    assertThat(SPRITE.scaled(1, 1).argb()).containsExactly(0x00000004);
  }

  @Test
  void smoothScalingTakesTheMean() {
    Sprite wide = new Sprite(4, 1, new int[] {0xff000064, 0xff0000c8, 0xff640000, 0xff640000});

    assertThat(wide.smoothlyScaled(2, 1).argb()).containsExactly(0xff000096, 0xff640000);
  }
}
