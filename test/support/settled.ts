import type TestUtils from '@tarojs/test-utils-react'

/** Lets effects, promises and timers of a mounted page come to rest. */
export async function settled(utils: Pick<TestUtils, 'act'>): Promise<void> {
  for (let turn = 0; turn < 3; turn++) {
    await utils.act(async () => {
      await new Promise((resolve) => setTimeout(resolve, 15))
    })
  }
}
